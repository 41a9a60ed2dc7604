set terminal svg size 960,428 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "effects"
set encoding utf8
set border 1 linecolor rgb "#6f6f6f" linewidth 1.5
set grid xtics linetype 1 linecolor rgb "#dcdcdc" linewidth 1
unset key
unset ytics
set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb "#222222"
set lmargin at screen 0.168750
set rmargin at screen 0.700000
set tmargin at screen 0.668224
set bmargin at screen 0.200935
set xrange [-0.18611174:2.1034837]
set yrange [200:0]
set xtics ("0%%" 0, "+100%%" 0.30103, "+1000%%" 1.0413927, "+3000%%" 1.4913617, "+10000%%" 2.0043214)
set label "effect, % of the control\0047s mean (log scale)" at screen 0.434375, screen 0.065421 center font "sans-serif,16" textcolor rgb "#222222"
set arrow from first 0, graph 0 to first 0, graph 1 nohead back linetype 1 linecolor rgb "#6f6f6f" linewidth 2
set label "" at screen 0.211933, screen 0.705607 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "Effect on listening, against random" at screen 0.025000, screen 0.920561 left font "sans-serif,22" textcolor rgb "#222222"
set label "95% fieller intervals, paired design; 60,000 sessions and 8,647 users per treatment" at screen 0.025000, screen 0.845794 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "effect, % [95% interval]" at screen 0.718750, screen 0.705607 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "" at screen 0.033333, screen 0.773364 point pointtype 7 pointsize 0.9 linecolor rgb "#0072b2"
set label "mean_time_per_session" at screen 0.047917, screen 0.773364 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "" at screen 0.295833, screen 0.773364 point pointtype 5 pointsize 0.8 linecolor rgb "#d55e00"
set label "mean_tracks_per_session" at screen 0.310417, screen 0.773364 left font "sans-serif,16" textcolor rgb "#d55e00"
set label "hollow: not significant" at screen 0.567708, screen 0.773364 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "first_track" at screen 0.150000, screen 0.609813 right font "sans-serif,17" textcolor rgb "#222222"
set label "+525.0" at screen 0.792708, screen 0.634346 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[+517.2, +532.8]" at screen 0.801042, screen 0.634346 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+295.3" at screen 0.792708, screen 0.585280 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[+290.3, +300.2]" at screen 0.801042, screen 0.585280 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.551402 to screen 0.983333, screen 0.551402 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "top_pop" at screen 0.150000, screen 0.492991 right font "sans-serif,17" textcolor rgb "#222222"
set label "+0.8" at screen 0.792708, screen 0.517523 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[-0.5, +2.0]" at screen 0.801042, screen 0.517523 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+0.6" at screen 0.792708, screen 0.468458 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[-0.7, +1.8]" at screen 0.801042, screen 0.468458 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.434579 to screen 0.983333, screen 0.434579 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "sticky_artist" at screen 0.150000, screen 0.376168 right font "sans-serif,17" textcolor rgb "#222222"
set label "-12.5" at screen 0.792708, screen 0.400701 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[-13.6, -11.4]" at screen 0.801042, screen 0.400701 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "-9.5" at screen 0.792708, screen 0.351636 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[-10.7, -8.4]" at screen 0.801042, screen 0.351636 left font "sans-serif,16" textcolor rgb "#d55e00"
set object rectangle from screen 0.016667, screen 0.317757 to screen 0.983333, screen 0.200935 behind fillcolor rgb "#f1f1f1" fillstyle solid 1 noborder
set arrow from screen 0.016667, screen 0.317757 to screen 0.983333, screen 0.317757 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "oracle" at screen 0.150000, screen 0.282710 right font "sans-serif,17" textcolor rgb "#222222"
set label "ceiling" at screen 0.150000, screen 0.235981 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+9350.0" at screen 0.792708, screen 0.283879 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[+9231.9, +9468.1]" at screen 0.801042, screen 0.283879 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+2930.9" at screen 0.792708, screen 0.234813 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[+2893.0, +2968.8]" at screen 0.801042, screen 0.234813 left font "sans-serif,16" textcolor rgb "#d55e00"
$data1 << EOD
0.79584609 14.5 -0.0054289638 0
0.79041712 6 0 17
0.79584609 14.5 0.0054289638 0
0.80127505 6 0 17
0.0033458087 64.5 -0.0054289638 0
-0.0020831551 56 0 17
0.0033458087 64.5 0.0054289638 0
0.0087747725 56 0 17
-0.058025879 114.5 -0.0054289638 0
-0.063454843 106 0 17
-0.058025879 114.5 0.0054289638 0
-0.052596915 106 0 17
1.9753979 164.5 -0.0054289638 0
1.9699689 156 0 17
1.9753979 164.5 0.0054289638 0
1.9808268 156 0 17
EOD
$data2 << EOD
0.79588002 14.5
-0.057991947 114.5
1.9754318 164.5
0.0033797407 64.5
EOD
$data3 << EOD
0.0033797407 64.5
EOD
$data4 << EOD
0.59687608 35.5 -0.0054289638 0
0.59144712 27 0 17
0.59687608 35.5 0.0054289638 0
0.60230504 27 0 17
0.0025008736 85.5 -0.0054289638 0
-0.0029280902 77 0 17
0.0025008736 85.5 0.0054289638 0
0.0079298374 77 0 17
-0.043527892 135.5 -0.0054289638 0
-0.048956856 127 0 17
-0.043527892 135.5 0.0054289638 0
-0.038098928 127 0 17
1.4815399 185.5 -0.0054289638 0
1.476111 177 0 17
1.4815399 185.5 0.0054289638 0
1.4869689 177 0 17
EOD
$data5 << EOD
0.59691001 35.5
-0.04349396 135.5
1.4815739 185.5
0.0025348055 85.5
EOD
$data6 << EOD
0.0025348055 85.5
EOD
plot $data1 using 1:2:3:4 with vectors nohead linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle, \
     $data3 using 1:2 with points pointtype 7 pointsize 0.54 linecolor rgb "#ffffff" notitle, \
     $data4 using 1:2:3:4 with vectors nohead linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data5 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle, \
     $data6 using 1:2 with points pointtype 5 pointsize 0.48 linecolor rgb "#ffffff" notitle
