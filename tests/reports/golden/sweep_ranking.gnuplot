set terminal svg size 960,504 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "ranking"
set encoding utf8
set border 1 linecolor rgb "#6f6f6f" linewidth 1.5
set grid xtics linetype 1 linecolor rgb "#dcdcdc" linewidth 1
unset key
unset ytics
set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb "#222222"
set lmargin at screen 0.161458
set rmargin at screen 0.737500
set tmargin at screen 0.718254
set bmargin at screen 0.218254
set xrange [-11.3:12.966667]
set yrange [252:0]
set xtics ("-10%%" -10, "-5%%" -5, "0%%" 0, "+5%%" 5, "+10%%" 10)
set label "effect, % of the control\0047s mean" at screen 0.449479, screen 0.103175 center font "sans-serif,16" textcolor rgb "#222222"
set arrow from first 0, graph 0 to first 0, graph 1 nohead back linetype 1 linecolor rgb "#6f6f6f" linewidth 2
set label "" at screen 0.429698, screen 0.750000 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "Ranking by the effect on mean_time_per_session, against random" at screen 0.025000, screen 0.932540 left font "sans-serif,22" textcolor rgb "#222222"
set label "95% intervals over worlds, paired design; 20,000 episodes, 2 seeds (1, 2)" at screen 0.025000, screen 0.869048 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "effect, % [95% interval]" at screen 0.756250, screen 0.750000 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "" at screen 0.033333, screen 0.807540 point pointtype 7 pointsize 0.9 linecolor rgb "#0072b2"
set label "best, and tied with it" at screen 0.047917, screen 0.807540 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "" at screen 0.265625, screen 0.807540 point pointtype 5 pointsize 0.8 linecolor rgb "#d55e00"
set label "significantly worse" at screen 0.280208, screen 0.807540 left font "sans-serif,16" textcolor rgb "#d55e00"
set label "hollow: not significant" at screen 0.475000, screen 0.807540 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "1. 4, first" at screen 0.142708, screen 0.676587 right font "sans-serif,17" textcolor rgb "#222222"
set label "+7.7" at screen 0.797917, screen 0.676587 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[+3.7, +11.7]" at screen 0.806250, screen 0.676587 left font "sans-serif,16" textcolor rgb "#0072b2"
set arrow from screen 0.016667, screen 0.634921 to screen 0.983333, screen 0.634921 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "2. 4, sample" at screen 0.142708, screen 0.593254 right font "sans-serif,17" textcolor rgb "#222222"
set label "+4.7" at screen 0.797917, screen 0.593254 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[+0.7, +8.7]" at screen 0.806250, screen 0.593254 left font "sans-serif,16" textcolor rgb "#0072b2"
set arrow from screen 0.016667, screen 0.551587 to screen 0.983333, screen 0.551587 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "3. 2, first" at screen 0.142708, screen 0.509921 right font "sans-serif,17" textcolor rgb "#222222"
set label "+4.3" at screen 0.797917, screen 0.509921 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[+0.3, +8.3]" at screen 0.806250, screen 0.509921 left font "sans-serif,16" textcolor rgb "#0072b2"
set arrow from screen 0.016667, screen 0.468254 to screen 0.983333, screen 0.468254 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "4. 8, sample" at screen 0.142708, screen 0.426587 right font "sans-serif,17" textcolor rgb "#222222"
set label "0.0" at screen 0.797917, screen 0.426587 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[-4.0, +4.0]" at screen 0.806250, screen 0.426587 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.384921 to screen 0.983333, screen 0.384921 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "5. 1, first" at screen 0.142708, screen 0.343254 right font "sans-serif,17" textcolor rgb "#222222"
set label "-3.0" at screen 0.797917, screen 0.343254 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[-7.0, +1.0]" at screen 0.806250, screen 0.343254 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.301587 to screen 0.983333, screen 0.301587 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "6. 1, sample" at screen 0.142708, screen 0.259921 right font "sans-serif,17" textcolor rgb "#222222"
set label "-6.0" at screen 0.797917, screen 0.259921 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[-10.0, -2.0]" at screen 0.806250, screen 0.259921 left font "sans-serif,16" textcolor rgb "#d55e00"
set label "Rows: dim, pick." at screen 0.025000, screen 0.047619 left font "sans-serif,16" textcolor rgb "#5f5f5f"
$data1 << EOD
7.6666667 21 -4 0
3.6666667 12.5 0 17
7.6666667 21 4 0
11.666667 12.5 0 17
4.6666667 63 -4 0
0.66666667 54.5 0 17
4.6666667 63 4 0
8.6666667 54.5 0 17
4.3333333 105 -4 0
0.33333333 96.5 0 17
4.3333333 105 4 0
8.3333333 96.5 0 17
EOD
$data2 << EOD
7.6666667 21
4.6666667 63
4.3333333 105
EOD
$data3 << EOD
0 147 -4 0
-4 138.5 0 17
0 147 4 0
4 138.5 0 17
-3 189 -4 0
-7 180.5 0 17
-3 189 4 0
1 180.5 0 17
-6 231 -4 0
-10 222.5 0 17
-6 231 4 0
-2 222.5 0 17
EOD
$data4 << EOD
-6 231
0 147
-3 189
EOD
$data5 << EOD
0 147
-3 189
EOD
plot $data1 using 1:2:3:4 with vectors nohead linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle, \
     $data3 using 1:2:3:4 with vectors nohead linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data4 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle, \
     $data5 using 1:2 with points pointtype 5 pointsize 0.48 linecolor rgb "#ffffff" notitle
