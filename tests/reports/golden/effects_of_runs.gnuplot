set terminal svg size 960,528 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "effects_of_runs"
set encoding utf8
set border 1 linecolor rgb "#6f6f6f" linewidth 1.5
set grid xtics linetype 1 linecolor rgb "#dcdcdc" linewidth 1
unset key
unset ytics
set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb "#222222"
set lmargin at screen 0.213542
set rmargin at screen 0.700000
set tmargin at screen 0.731061
set bmargin at screen 0.162879
set xrange [-0.18611174:2.1034837]
set yrange [300:0]
set xtics ("0%%" 0, "+300%%" 0.60205999, "+1000%%" 1.0413927, "+10000%%" 2.0043214)
set label "effect, % of the control\0047s mean (log scale)" at screen 0.456771, screen 0.053030 center font "sans-serif,16" textcolor rgb "#222222"
set arrow from first 0, graph 0 to first 0, graph 1 nohead back linetype 1 linecolor rgb "#6f6f6f" linewidth 2
set label "" at screen 0.253084, screen 0.761364 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "Effects on listening in 2 runs" at screen 0.025000, screen 0.935606 left font "sans-serif,22" textcolor rgb "#222222"
set label "95% intervals, each effect against the control of its own run" at screen 0.025000, screen 0.875000 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "effect, % [interval]" at screen 0.718750, screen 0.761364 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "" at screen 0.033333, screen 0.816288 point pointtype 7 pointsize 0.9 linecolor rgb "#0072b2"
set label "mean_time_per_session" at screen 0.047917, screen 0.816288 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "" at screen 0.295833, screen 0.816288 point pointtype 5 pointsize 0.8 linecolor rgb "#d55e00"
set label "mean_tracks_per_session" at screen 0.310417, screen 0.816288 left font "sans-serif,16" textcolor rgb "#d55e00"
set label "hollow: not significant" at screen 0.567708, screen 0.816288 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "first_track" at screen 0.194792, screen 0.702652 right font "sans-serif,17" textcolor rgb "#222222"
set label "first_track_anchor" at screen 0.194792, screen 0.664773 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+525.0" at screen 0.792708, screen 0.703598 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[+517.2, +532.8]" at screen 0.801042, screen 0.703598 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+295.3" at screen 0.792708, screen 0.663826 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[+290.3, +300.2]" at screen 0.801042, screen 0.663826 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.636364 to screen 0.983333, screen 0.636364 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "top_pop" at screen 0.194792, screen 0.607955 right font "sans-serif,17" textcolor rgb "#222222"
set label "first_track_anchor" at screen 0.194792, screen 0.570076 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+0.8" at screen 0.792708, screen 0.608902 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[-0.5, +2.0]" at screen 0.801042, screen 0.608902 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+0.6" at screen 0.792708, screen 0.569129 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[-0.7, +1.8]" at screen 0.801042, screen 0.569129 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.541667 to screen 0.983333, screen 0.541667 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "sticky_artist" at screen 0.194792, screen 0.513258 right font "sans-serif,17" textcolor rgb "#222222"
set label "first_track_anchor" at screen 0.194792, screen 0.475379 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "-12.5" at screen 0.792708, screen 0.514205 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[-13.6, -11.4]" at screen 0.801042, screen 0.514205 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "-9.5" at screen 0.792708, screen 0.474432 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[-10.7, -8.4]" at screen 0.801042, screen 0.474432 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.446970 to screen 0.983333, screen 0.446970 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "oracle" at screen 0.194792, screen 0.418561 right font "sans-serif,17" textcolor rgb "#222222"
set label "first_track_anchor" at screen 0.194792, screen 0.380682 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+9350.0" at screen 0.792708, screen 0.419508 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[+9231.9, +9468.1]" at screen 0.801042, screen 0.419508 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+2930.9" at screen 0.792708, screen 0.379735 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[+2893.0, +2968.8]" at screen 0.801042, screen 0.379735 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.352273 to screen 0.983333, screen 0.352273 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "first_2" at screen 0.194792, screen 0.323864 right font "sans-serif,17" textcolor rgb "#222222"
set label "another_world" at screen 0.194792, screen 0.285985 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+25.0" at screen 0.792708, screen 0.324811 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[+23.4, +26.6]" at screen 0.801042, screen 0.324811 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+18.2" at screen 0.792708, screen 0.285038 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[+16.7, +19.7]" at screen 0.801042, screen 0.285038 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.257576 to screen 0.983333, screen 0.257576 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "first_track" at screen 0.194792, screen 0.229167 right font "sans-serif,17" textcolor rgb "#222222"
set label "another_world" at screen 0.194792, screen 0.191288 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+12.5" at screen 0.792708, screen 0.230114 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "[+11.1, +13.9]" at screen 0.801042, screen 0.230114 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+9.2" at screen 0.792708, screen 0.190341 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "[+7.9, +10.6]" at screen 0.801042, screen 0.190341 left font "sans-serif,16" textcolor rgb "#d55e00"
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
0.096876081 214.5 -0.0054289638 0
0.091447117 206 0 17
0.096876081 214.5 0.0054289638 0
0.10230504 206 0 17
0.051118591 264.5 -0.0054289638 0
0.045689627 256 0 17
0.051118591 264.5 0.0054289638 0
0.056547554 256 0 17
EOD
$data2 << EOD
0.79588002 14.5
-0.057991947 114.5
1.9754318 164.5
0.096910013 214.5
0.051152522 264.5
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
0.072648578 235.5 -0.0054289638 0
0.067219614 227 0 17
0.072648578 235.5 0.0054289638 0
0.078077542 227 0 17
0.03833046 285.5 -0.0054289638 0
0.032901496 277 0 17
0.03833046 285.5 0.0054289638 0
0.043759424 277 0 17
EOD
$data5 << EOD
0.59691001 35.5
-0.04349396 135.5
1.4815739 185.5
0.07268251 235.5
0.038364392 285.5
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
