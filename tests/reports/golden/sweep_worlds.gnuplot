set terminal svg size 960,364 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "worlds"
set encoding utf8
set border 1 linecolor rgb "#6f6f6f" linewidth 1.5
set grid xtics linetype 1 linecolor rgb "#dcdcdc" linewidth 1
unset key
unset ytics
set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb "#222222"
set lmargin at screen 0.227083
set rmargin at screen 0.737500
set tmargin at screen 0.697802
set bmargin at screen 0.236264
set xrange [-9.1333333:24.466667]
set yrange [168:0]
set xtics ("0%%" -0, "+10%%" 10, "+20%%" 20)
set label "effect, % of the control\0047s mean" at screen 0.482292, screen 0.076923 center font "sans-serif,16" textcolor rgb "#222222"
set arrow from first 0, graph 0 to first 0, graph 1 nohead back linetype 1 linecolor rgb "#6f6f6f" linewidth 2
set label "" at screen 0.365828, screen 0.741758 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "The winner, world by world" at screen 0.025000, screen 0.906593 left font "sans-serif,22" textcolor rgb "#222222"
set label "ranker with dim \0075 4, pick \0075 first: effect on mean_time_per_session, against random" at screen 0.025000, screen 0.818681 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "effect, % [95% interval]" at screen 0.756250, screen 0.741758 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set object rectangle from screen 0.016667, screen 0.697802 to screen 0.983333, screen 0.582418 behind fillcolor rgb "#f1f1f1" fillstyle solid 1 noborder
set label "all worlds" at screen 0.208333, screen 0.667582 right font "sans-serif,17" textcolor rgb "#222222"
set label "interval over worlds" at screen 0.208333, screen 0.612637 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+7.7" at screen 0.808333, screen 0.640110 right font "sans-serif,16" textcolor rgb "#222222"
set label "[+3.7, +11.7]" at screen 0.816667, screen 0.640110 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.582418 to screen 0.983333, screen 0.582418 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "seed 1" at screen 0.208333, screen 0.524725 right font "sans-serif,17" textcolor rgb "#222222"
set label "-1.3" at screen 0.808333, screen 0.524725 right font "sans-serif,16" textcolor rgb "#222222"
set label "[-7.3, +4.7]" at screen 0.816667, screen 0.524725 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.467033 to screen 0.983333, screen 0.467033 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "seed 2" at screen 0.208333, screen 0.409341 right font "sans-serif,17" textcolor rgb "#222222"
set label "+7.7" at screen 0.808333, screen 0.409341 right font "sans-serif,16" textcolor rgb "#222222"
set label "[+1.7, +13.7]" at screen 0.816667, screen 0.409341 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.351648 to screen 0.983333, screen 0.351648 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "seed 3" at screen 0.208333, screen 0.293956 right font "sans-serif,17" textcolor rgb "#222222"
set label "+16.7" at screen 0.808333, screen 0.293956 right font "sans-serif,16" textcolor rgb "#222222"
set label "[+10.7, +22.7]" at screen 0.816667, screen 0.293956 left font "sans-serif,16" textcolor rgb "#222222"
$data1 << EOD
7.6666667 21 -4 0
3.6666667 12.5 0 17
7.6666667 21 4 0
11.666667 12.5 0 17
-1.3333333 63 -6 0
-7.3333333 54.5 0 17
-1.3333333 63 6 0
4.6666667 54.5 0 17
7.6666667 105 -6 0
1.6666667 96.5 0 17
7.6666667 105 6 0
13.666667 96.5 0 17
16.666667 147 -6 0
10.666667 138.5 0 17
16.666667 147 6 0
22.666667 138.5 0 17
EOD
$data2 << EOD
7.6666667 21
-1.3333333 63
7.6666667 105
16.666667 147
EOD
plot $data1 using 1:2:3:4 with vectors nohead linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle
