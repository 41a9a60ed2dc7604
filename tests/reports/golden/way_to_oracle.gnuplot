set terminal svg size 960,430 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "way_to_oracle"
set encoding utf8
set border 1 linecolor rgb "#6f6f6f" linewidth 1.5
set grid xtics linetype 1 linecolor rgb "#dcdcdc" linewidth 1
unset key
unset ytics
set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb "#222222"
set lmargin at screen 0.168750
set rmargin at screen 0.768750
set tmargin at screen 0.744186
set bmargin at screen 0.255814
set xrange [-9.4213196:106.48222]
set yrange [210:0]
set xtics ("0%%" -0, "20%%" 20, "40%%" 40, "60%%" 60, "80%%" 80, "100%%" 100)
set label "share of the way, % of log(mean_time_per_session)" at screen 0.468750, screen 0.120930 center font "sans-serif,16" textcolor rgb "#222222"
set arrow from first 0, graph 0 to first 0, graph 1 nohead back linetype 1 linecolor rgb "#6f6f6f" linewidth 2
set label "random" at screen 0.217522, screen 0.781395 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set arrow from first 100, graph 0 to first 100, graph 1 nohead back linetype 1 linecolor rgb "#6f6f6f" linewidth 2
set label "oracle" at screen 0.735193, screen 0.781395 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "How far from random to the oracle" at screen 0.025000, screen 0.920930 left font "sans-serif,22" textcolor rgb "#222222"
set label "paired design; 60,000 sessions and 8,647 users per treatment" at screen 0.025000, screen 0.846512 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "way [95% interval]" at screen 0.787500, screen 0.781395 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "random" at screen 0.150000, screen 0.718605 right font "sans-serif,17" textcolor rgb "#222222"
set label "control" at screen 0.150000, screen 0.672093 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "0.0%" at screen 0.853125, screen 0.695349 right font "sans-serif,16" textcolor rgb "#222222"
set label "[-0.3, 0.3]" at screen 0.861458, screen 0.695349 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.646512 to screen 0.983333, screen 0.646512 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "first_track" at screen 0.150000, screen 0.597674 right font "sans-serif,17" textcolor rgb "#222222"
set label "40.3%" at screen 0.853125, screen 0.597674 right font "sans-serif,16" textcolor rgb "#222222"
set label "[40.0, 40.6]" at screen 0.861458, screen 0.597674 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.548837 to screen 0.983333, screen 0.548837 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "top_pop" at screen 0.150000, screen 0.500000 right font "sans-serif,17" textcolor rgb "#222222"
set label "0.2%" at screen 0.853125, screen 0.500000 right font "sans-serif,16" textcolor rgb "#222222"
set label "[-0.1, 0.4]" at screen 0.861458, screen 0.500000 left font "sans-serif,16" textcolor rgb "#222222"
set arrow from screen 0.016667, screen 0.451163 to screen 0.983333, screen 0.451163 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "sticky_artist" at screen 0.150000, screen 0.402326 right font "sans-serif,17" textcolor rgb "#222222"
set label "-2.9%" at screen 0.853125, screen 0.402326 right font "sans-serif,16" textcolor rgb "#222222"
set label "[-3.2, -2.7]" at screen 0.861458, screen 0.402326 left font "sans-serif,16" textcolor rgb "#222222"
set object rectangle from screen 0.016667, screen 0.353488 to screen 0.983333, screen 0.255814 behind fillcolor rgb "#f1f1f1" fillstyle solid 1 noborder
set arrow from screen 0.016667, screen 0.353488 to screen 0.983333, screen 0.353488 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "oracle" at screen 0.150000, screen 0.327907 right font "sans-serif,17" textcolor rgb "#222222"
set label "ceiling" at screen 0.150000, screen 0.281395 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "100.0%" at screen 0.853125, screen 0.304651 right font "sans-serif,16" textcolor rgb "#222222"
set label "[99.7, 100.3]" at screen 0.861458, screen 0.304651 left font "sans-serif,16" textcolor rgb "#222222"
set label "Intervals are those of the treatment\0047s own mean; both ends are taken as known." at screen 0.025000, screen 0.055814 left font "sans-serif,16" textcolor rgb "#5f5f5f"
$data1 << EOD
-0.0017176957 21 -0.27482416 0
-0.27654185 12.5 0 17
-0.0017176957 21 0.27482416 0
0.27310646 12.5 0 17
40.287196 63 -0.27482416 0
40.012372 54.5 0 17
40.287196 63 0.27482416 0
40.56202 54.5 0 17
0.16937101 105 -0.27482416 0
-0.10545315 96.5 0 17
0.16937101 105 0.27482416 0
0.44419516 96.5 0 17
-2.937377 147 -0.27482416 0
-3.2122011 138.5 0 17
-2.937377 147 0.27482416 0
-2.6625528 138.5 0 17
99.998282 189 -0.27482416 0
99.723458 180.5 0 17
99.998282 189 0.27482416 0
100.27311 180.5 0 17
EOD
$data2 << EOD
0 21
40.288914 63
0.1710887 105
-2.9356593 147
100 189
EOD
plot $data1 using 1:2:3:4 with vectors nohead linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle
