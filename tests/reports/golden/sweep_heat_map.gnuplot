set terminal svg size 960,564 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "heat_map"
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
set yrange [564:0]
set style textbox opaque noborder margins 0.3, 0.1
set label "The effect on mean_time_per_session, against random" at screen 0.025000, screen 0.939716 left font "sans-serif,22" textcolor rgb "#222222"
set label "95% intervals over worlds, paired design; 20,000 episodes, 2 seeds (1, 2)" at screen 0.025000, screen 0.882979 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set object rectangle from screen 0.085417, screen 0.836879 to screen 0.090625, screen 0.804965 behind fillcolor rgb "#df853d" fillstyle solid 1 noborder
set object rectangle from screen 0.090625, screen 0.836879 to screen 0.095833, screen 0.804965 behind fillcolor rgb "#e18c48" fillstyle solid 1 noborder
set object rectangle from screen 0.095833, screen 0.836879 to screen 0.101042, screen 0.804965 behind fillcolor rgb "#e39354" fillstyle solid 1 noborder
set object rectangle from screen 0.101042, screen 0.836879 to screen 0.106250, screen 0.804965 behind fillcolor rgb "#e59a5f" fillstyle solid 1 noborder
set object rectangle from screen 0.106250, screen 0.836879 to screen 0.111458, screen 0.804965 behind fillcolor rgb "#e7a16b" fillstyle solid 1 noborder
set object rectangle from screen 0.111458, screen 0.836879 to screen 0.116667, screen 0.804965 behind fillcolor rgb "#e8a876" fillstyle solid 1 noborder
set object rectangle from screen 0.116667, screen 0.836879 to screen 0.121875, screen 0.804965 behind fillcolor rgb "#eab081" fillstyle solid 1 noborder
set object rectangle from screen 0.121875, screen 0.836879 to screen 0.127083, screen 0.804965 behind fillcolor rgb "#ecb78d" fillstyle solid 1 noborder
set object rectangle from screen 0.127083, screen 0.836879 to screen 0.132292, screen 0.804965 behind fillcolor rgb "#eebe98" fillstyle solid 1 noborder
set object rectangle from screen 0.132292, screen 0.836879 to screen 0.137500, screen 0.804965 behind fillcolor rgb "#f0c5a3" fillstyle solid 1 noborder
set object rectangle from screen 0.137500, screen 0.836879 to screen 0.142708, screen 0.804965 behind fillcolor rgb "#f2ccaf" fillstyle solid 1 noborder
set object rectangle from screen 0.142708, screen 0.836879 to screen 0.147917, screen 0.804965 behind fillcolor rgb "#f4d4ba" fillstyle solid 1 noborder
set object rectangle from screen 0.147917, screen 0.836879 to screen 0.153125, screen 0.804965 behind fillcolor rgb "#f6dbc5" fillstyle solid 1 noborder
set object rectangle from screen 0.153125, screen 0.836879 to screen 0.158333, screen 0.804965 behind fillcolor rgb "#f7e2d1" fillstyle solid 1 noborder
set object rectangle from screen 0.158333, screen 0.836879 to screen 0.163542, screen 0.804965 behind fillcolor rgb "#f9e9dc" fillstyle solid 1 noborder
set object rectangle from screen 0.163542, screen 0.836879 to screen 0.168750, screen 0.804965 behind fillcolor rgb "#fbf0e8" fillstyle solid 1 noborder
set object rectangle from screen 0.168750, screen 0.836879 to screen 0.173958, screen 0.804965 behind fillcolor rgb "#fdf7f3" fillstyle solid 1 noborder
set object rectangle from screen 0.173958, screen 0.836879 to screen 0.179167, screen 0.804965 behind fillcolor rgb "#fffffe" fillstyle solid 1 noborder
set object rectangle from screen 0.179167, screen 0.836879 to screen 0.184375, screen 0.804965 behind fillcolor rgb "#f4f9fc" fillstyle solid 1 noborder
set object rectangle from screen 0.184375, screen 0.836879 to screen 0.189583, screen 0.804965 behind fillcolor rgb "#e9f3f8" fillstyle solid 1 noborder
set object rectangle from screen 0.189583, screen 0.836879 to screen 0.194792, screen 0.804965 behind fillcolor rgb "#deedf5" fillstyle solid 1 noborder
set object rectangle from screen 0.194792, screen 0.836879 to screen 0.200000, screen 0.804965 behind fillcolor rgb "#d2e6f1" fillstyle solid 1 noborder
set object rectangle from screen 0.200000, screen 0.836879 to screen 0.205208, screen 0.804965 behind fillcolor rgb "#c7e0ee" fillstyle solid 1 noborder
set object rectangle from screen 0.205208, screen 0.836879 to screen 0.210417, screen 0.804965 behind fillcolor rgb "#bcdaeb" fillstyle solid 1 noborder
set object rectangle from screen 0.210417, screen 0.836879 to screen 0.215625, screen 0.804965 behind fillcolor rgb "#b0d3e7" fillstyle solid 1 noborder
set object rectangle from screen 0.215625, screen 0.836879 to screen 0.220833, screen 0.804965 behind fillcolor rgb "#a5cde4" fillstyle solid 1 noborder
set object rectangle from screen 0.220833, screen 0.836879 to screen 0.226042, screen 0.804965 behind fillcolor rgb "#99c7e0" fillstyle solid 1 noborder
set object rectangle from screen 0.226042, screen 0.836879 to screen 0.231250, screen 0.804965 behind fillcolor rgb "#8ec1dd" fillstyle solid 1 noborder
set object rectangle from screen 0.231250, screen 0.836879 to screen 0.236458, screen 0.804965 behind fillcolor rgb "#83bad9" fillstyle solid 1 noborder
set object rectangle from screen 0.236458, screen 0.836879 to screen 0.241667, screen 0.804965 behind fillcolor rgb "#77b4d6" fillstyle solid 1 noborder
set object rectangle from screen 0.241667, screen 0.836879 to screen 0.246875, screen 0.804965 behind fillcolor rgb "#6caed3" fillstyle solid 1 noborder
set object rectangle from screen 0.246875, screen 0.836879 to screen 0.252083, screen 0.804965 behind fillcolor rgb "#61a7cf" fillstyle solid 1 noborder
set object rectangle from screen 0.252083, screen 0.836879 to screen 0.257292, screen 0.804965 behind fillcolor rgb "#55a1cc" fillstyle solid 1 noborder
set object rectangle from screen 0.257292, screen 0.836879 to screen 0.262500, screen 0.804965 behind fillcolor rgb "#4a9bc8" fillstyle solid 1 noborder
set object rectangle from screen 0.262500, screen 0.836879 to screen 0.267708, screen 0.804965 behind fillcolor rgb "#3f95c5" fillstyle solid 1 noborder
set object rectangle from screen 0.267708, screen 0.836879 to screen 0.272917, screen 0.804965 behind fillcolor rgb "#338ec1" fillstyle solid 1 noborder
set object rectangle from screen 0.272917, screen 0.836879 to screen 0.278125, screen 0.804965 behind fillcolor rgb "#2888be" fillstyle solid 1 noborder
set object rectangle from screen 0.278125, screen 0.836879 to screen 0.283333, screen 0.804965 behind fillcolor rgb "#1c82bb" fillstyle solid 1 noborder
set object rectangle from screen 0.283333, screen 0.836879 to screen 0.288542, screen 0.804965 behind fillcolor rgb "#117bb7" fillstyle solid 1 noborder
set object rectangle from screen 0.288542, screen 0.836879 to screen 0.293750, screen 0.804965 behind fillcolor rgb "#0675b4" fillstyle solid 1 noborder
set label "-6.0%" at screen 0.077083, screen 0.820922 right font "sans-serif,16" textcolor rgb "#222222"
set label "+7.7%" at screen 0.302083, screen 0.820922 left font "sans-serif,16" textcolor rgb "#222222"
set label "effect, % of the control\0047s mean" at screen 0.379167, screen 0.820922 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "models.ranker.dim" at screen 0.025000, screen 0.741135 left font "sans-serif,16" textcolor rgb "#222222"
set label "1" at screen 0.042708, screen 0.661348 right font "sans-serif,17" textcolor rgb "#222222"
set label "2" at screen 0.042708, screen 0.565603 right font "sans-serif,17" textcolor rgb "#222222"
set label "4" at screen 0.042708, screen 0.469858 right font "sans-serif,17" textcolor rgb "#222222"
set label "8" at screen 0.042708, screen 0.374113 right font "sans-serif,17" textcolor rgb "#222222"
set label "first" at screen 0.143750, screen 0.294326 center font "sans-serif,17" textcolor rgb "#222222"
set label "sample" at screen 0.320833, screen 0.294326 center font "sans-serif,17" textcolor rgb "#222222"
set label "treatments.ranker.pick" at screen 0.232292, screen 0.248227 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.056250, screen 0.707447 to screen 0.231250, screen 0.615248 behind fillcolor rgb "#efc09b" fillstyle solid 1 noborder
set label "-3.0" at screen 0.143750, screen 0.680851 center font "sans-serif,16" textcolor rgb "#222222"
set label "[-7.0, +1.0]" at screen 0.143750, screen 0.641844 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.233333, screen 0.707447 to screen 0.408333, screen 0.615248 behind fillcolor rgb "#de8137" fillstyle solid 1 noborder
set label "-6.0" at screen 0.320833, screen 0.680851 center font "sans-serif,16" textcolor rgb "#222222"
set label "[-10.0, -2.0]" at screen 0.320833, screen 0.641844 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.056250, screen 0.611702 to screen 0.231250, screen 0.519504 behind fillcolor rgb "#6fafd3" fillstyle solid 1 noborder
set label "+4.3" at screen 0.143750, screen 0.585106 center font "sans-serif,16" textcolor rgb "#222222"
set label "[+0.3, +8.3]" at screen 0.143750, screen 0.546099 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.233333, screen 0.611702 to screen 0.408333, screen 0.519504 behind fillcolor rgb "#eeeeee" fillstyle solid 1 noborder
set label "failed" at screen 0.320833, screen 0.565603 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set object rectangle from screen 0.056250, screen 0.515957 to screen 0.231250, screen 0.423759 behind fillcolor rgb "#0072b2" fillstyle solid 1 noborder
set label "+7.7" at screen 0.143750, screen 0.489362 center font "sans-serif,16" textcolor rgb "#ffffff"
set label "[+3.7, +11.7]" at screen 0.143750, screen 0.450355 center font "sans-serif,16" textcolor rgb "#ffffff"
set object rectangle from screen 0.233333, screen 0.515957 to screen 0.408333, screen 0.423759 behind fillcolor rgb "#64a9d0" fillstyle solid 1 noborder
set label "+4.7" at screen 0.320833, screen 0.489362 center font "sans-serif,16" textcolor rgb "#222222"
set label "[+0.7, +8.7]" at screen 0.320833, screen 0.450355 center font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.056250, screen 0.420213 to screen 0.231250, screen 0.328014 behind fillcolor rgb "#eeeeee" fillstyle solid 1 noborder
set label "not played" at screen 0.143750, screen 0.374113 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set object rectangle from screen 0.233333, screen 0.420213 to screen 0.408333, screen 0.328014 behind fillcolor rgb "#ffffff" fillstyle solid 1 noborder
set label "0.0" at screen 0.320833, screen 0.393617 center font "sans-serif,16" textcolor rgb "#222222"
set label "[-4.0, +4.0]" at screen 0.320833, screen 0.354610 center font "sans-serif,16" textcolor rgb "#222222"
set label "Blue: better than the control; orange: worse." at screen 0.025000, screen 0.166667 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "Thick frame: the best; thin frame: statistically tied with it." at screen 0.025000, screen 0.124113 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "In brackets: the 95% interval." at screen 0.025000, screen 0.081560 left font "sans-serif,16" textcolor rgb "#5f5f5f"
$data1 << EOD
82.00 92.00
282.00 92.00
282.00 110.00
82.00 110.00
82.00 92.00

EOD
$data2 << EOD
54.00 165.00
222.00 165.00
222.00 217.00
54.00 217.00
54.00 165.00

224.00 165.00
392.00 165.00
392.00 217.00
224.00 217.00
224.00 165.00

54.00 219.00
222.00 219.00
222.00 271.00
54.00 271.00
54.00 219.00

224.00 219.00
392.00 219.00
392.00 271.00
224.00 271.00
224.00 219.00

54.00 273.00
222.00 273.00
222.00 325.00
54.00 325.00
54.00 273.00

224.00 273.00
392.00 273.00
392.00 325.00
224.00 325.00
224.00 273.00

54.00 327.00
222.00 327.00
222.00 379.00
54.00 379.00
54.00 327.00

224.00 327.00
392.00 327.00
392.00 379.00
224.00 379.00
224.00 327.00

EOD
$data3 << EOD
54.00 219.00
222.00 219.00
222.00 271.00
54.00 271.00
54.00 219.00

224.00 273.00
392.00 273.00
392.00 325.00
224.00 325.00
224.00 273.00

EOD
$data4 << EOD
54.00 273.00
222.00 273.00
222.00 325.00
54.00 325.00
54.00 273.00

EOD
plot $data1 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 1 notitle, \
     $data2 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data3 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 1.2 notitle, \
     $data4 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 4 notitle
