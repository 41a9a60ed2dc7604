set terminal svg size 960,430 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "user_models"
set encoding utf8
set border 1 linecolor rgb "#6f6f6f" linewidth 1.5
set grid xtics linetype 1 linecolor rgb "#dcdcdc" linewidth 1
unset key
unset ytics
set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb "#222222"
set lmargin at screen 0.230208
set rmargin at screen 0.737500
set tmargin at screen 0.744186
set bmargin at screen 0.255814
set xrange [-40.48:80.48]
set yrange [210:0]
set xtics ("-40%%" -40, "-20%%" -20, "0%%" 0, "+20%%" 20, "+40%%" 40, "+60%%" 60, "+80%%" 80)
set label "effect, % of the control\0047s mean" at screen 0.483854, screen 0.120930 center font "sans-serif,16" textcolor rgb "#222222"
set arrow from first 0, graph 0 to first 0, graph 1 nohead back linetype 1 linecolor rgb "#6f6f6f" linewidth 2
set label "" at screen 0.399977, screen 0.781395 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "The winner, under one user model after the other" at screen 0.025000, screen 0.920930 left font "sans-serif,22" textcolor rgb "#222222"
set label "ranker: effect on mean_time_per_session, against random" at screen 0.025000, screen 0.846512 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "effect, % [95% interval]" at screen 0.756250, screen 0.781395 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set object rectangle from screen 0.016667, screen 0.744186 to screen 0.983333, screen 0.646512 behind fillcolor rgb "#f1f1f1" fillstyle solid 1 noborder
set label "all user models" at screen 0.211458, screen 0.718605 right font "sans-serif,17" textcolor rgb "#222222"
set label "interval over models" at screen 0.211458, screen 0.672093 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+20.0" at screen 0.808333, screen 0.695349 right font "sans-serif,16" textcolor rgb "#222222"
set label "[+16.0, +24.0]" at screen 0.816667, screen 0.695349 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.646512 to screen 0.983333, screen 0.646512 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "botify" at screen 0.211458, screen 0.597674 right font "sans-serif,17" textcolor rgb "#222222"
set label "+50.0" at screen 0.808333, screen 0.597674 right font "sans-serif,16" textcolor rgb "#222222"
set label "[+46.0, +54.0]" at screen 0.816667, screen 0.597674 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.548837 to screen 0.983333, screen 0.548837 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "bored" at screen 0.211458, screen 0.500000 right font "sans-serif,17" textcolor rgb "#222222"
set label "+2.0" at screen 0.808333, screen 0.500000 right font "sans-serif,16" textcolor rgb "#222222"
set label "[-2.0, +6.0]" at screen 0.816667, screen 0.500000 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.451163 to screen 0.983333, screen 0.451163 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "people" at screen 0.211458, screen 0.402326 right font "sans-serif,17" textcolor rgb "#222222"
set label "-30.0" at screen 0.808333, screen 0.402326 right font "sans-serif,16" textcolor rgb "#222222"
set label "[-34.0, -26.0]" at screen 0.816667, screen 0.402326 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.353488 to screen 0.983333, screen 0.353488 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "known tracks" at screen 0.211458, screen 0.304651 right font "sans-serif,17" textcolor rgb "#222222"
set label "+70.0" at screen 0.808333, screen 0.304651 right font "sans-serif,16" textcolor rgb "#222222"
set label "[+66.0, +74.0]" at screen 0.816667, screen 0.304651 left font "sans-serif,16" textcolor rgb "#222222"
set label "Hollow: not significant." at screen 0.025000, screen 0.055814 left font "sans-serif,16" textcolor rgb "#5f5f5f"
$data1 << EOD
20 21 -4 0
16 12.5 0 17
20 21 4 0
24 12.5 0 17
50 63 -4 0
46 54.5 0 17
50 63 4 0
54 54.5 0 17
2 105 -4 0
-2 96.5 0 17
2 105 4 0
6 96.5 0 17
-30 147 -4 0
-34 138.5 0 17
-30 147 4 0
-26 138.5 0 17
70 189 -4 0
66 180.5 0 17
70 189 4 0
74 180.5 0 17
EOD
$data2 << EOD
20 21
50 63
-30 147
70 189
2 105
EOD
$data3 << EOD
2 105
EOD
plot $data1 using 1:2:3:4 with vectors nohead linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle, \
     $data3 using 1:2 with points pointtype 7 pointsize 0.54 linecolor rgb "#ffffff" notitle
