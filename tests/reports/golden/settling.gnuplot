set terminal svg size 960,568 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "settling"
set encoding utf8
set border 1 linecolor rgb "#6f6f6f" linewidth 1.5
set grid xtics linetype 1 linecolor rgb "#dcdcdc" linewidth 1
unset key
unset ytics
set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb "#222222"
unset border
unset xtics
unset grid
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:960]
set yrange [568:0]
set style textbox opaque noborder margins 0.3, 0.1
set label "How the effects settled" at screen 0.025000, screen 0.940141 left font "sans-serif,22" textcolor rgb "#222222"
set label "on mean_time_per_session, each with its 95% band, which holds at all points at once" at screen 0.025000, screen 0.883803 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "first_track" at screen 0.047917, screen 0.822183 left font "sans-serif,16" textcolor rgb "#222222"
set label "top_pop" at screen 0.187500, screen 0.822183 left font "sans-serif,16" textcolor rgb "#222222"
set label "effect, % of the control\0047s mean (log scale)" at screen 0.025000, screen 0.757042 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "20,000" at screen 0.114583, screen 0.091549 center font "sans-serif,16" textcolor rgb "#222222"
set label "25,000" at screen 0.283845, screen 0.091549 center font "sans-serif,16" textcolor rgb "#222222"
set label "30,000" at screen 0.422142, screen 0.091549 center font "sans-serif,16" textcolor rgb "#222222"
set label "40,000" at screen 0.640358, screen 0.091549 center font "sans-serif,16" textcolor rgb "#222222"
set label "50,000" at screen 0.809620, screen 0.091549 center font "sans-serif,16" textcolor rgb "#222222"
set label "60,000" at screen 0.947917, screen 0.091549 center font "sans-serif,16" textcolor rgb "#222222"
set label "sessions of one treatment, on a logarithmic scale" at screen 0.531250, screen 0.042254 center font "sans-serif,16" textcolor rgb "#222222"
set label "0%" at screen 0.104167, screen 0.161755 right font "sans-serif,17" textcolor rgb "#222222"
set label "+50%" at screen 0.104167, screen 0.278274 right font "sans-serif,17" textcolor rgb "#222222"
set label "+100%" at screen 0.104167, screen 0.360946 right font "sans-serif,17" textcolor rgb "#222222"
set label "+200%" at screen 0.104167, screen 0.477465 right font "sans-serif,17" textcolor rgb "#222222"
set label "+300%" at screen 0.104167, screen 0.560137 right font "sans-serif,17" textcolor rgb "#222222"
set label "+500%" at screen 0.104167, screen 0.676656 right font "sans-serif,17" textcolor rgb "#222222"
$data1 << EOD
24.00 101.00
40.00 101.00

EOD
$data2 << EOD
32.00 101.00
EOD
$data3 << EOD
158.00 101.00
174.00 101.00

EOD
$data4 << EOD
166.00 101.00
EOD
$data5 << EOD
110.00 158.00
110.00 498.00

272.49 158.00
272.49 498.00

405.26 158.00
405.26 498.00

614.74 158.00
614.74 498.00

777.24 158.00
777.24 498.00

910.00 158.00
910.00 498.00

EOD
$data6 << EOD
110.00 476.12
910.00 476.12

EOD
$data7 << EOD
110.00 409.94
910.00 409.94

110.00 362.98
910.00 362.98

110.00 296.80
910.00 296.80

110.00 249.84
910.00 249.84

110.00 183.66
910.00 183.66

EOD
$data8 << EOD
614.74 176.21 177.78
910.00 176.47 177.52

EOD
$data9 << EOD
614.74 470.07 479.79
910.00 471.65 478.12

EOD
$data10 << EOD
110.00 176.73
614.74 176.87
910.00 176.91

EOD
$data11 << EOD
110.00 176.73
614.74 176.87
910.00 176.91
EOD
$data12 << EOD
110.00 473.24
614.74 474.05
910.00 474.31

EOD
$data13 << EOD
614.74 474.05
910.00 474.31
EOD
plot $data1 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#0072b2" notitle, \
     $data3 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data4 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle, \
     $data5 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data6 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data7 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data8 using 1:2:3 with filledcurves fillstyle transparent solid 0.2 noborder linecolor rgb "#0072b2" notitle, \
     $data9 using 1:2:3 with filledcurves fillstyle transparent solid 0.2 noborder linecolor rgb "#d55e00" notitle, \
     $data10 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data11 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#0072b2" notitle, \
     $data12 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data13 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle
