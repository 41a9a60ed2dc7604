set terminal svg size 960,352 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "main_effects"
set encoding utf8
set border 1 linecolor rgb "#6f6f6f" linewidth 1.5
set grid xtics linetype 1 linecolor rgb "#dcdcdc" linewidth 1
unset key
unset ytics
set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb "#222222"
set lmargin at screen 0.295833
set rmargin at screen 0.743750
set tmargin at screen 0.596591
set bmargin at screen 0.312500
set xrange [-2.43:42.93]
set yrange [100:0]
set xtics ("0%%" -0, "+10%%" 10, "+20%%" 20, "+30%%" 30, "+40%%" 40)
set label "effect, % of the control\0047s mean" at screen 0.519792, screen 0.147727 center font "sans-serif,16" textcolor rgb "#222222"
set arrow from first 0, graph 0 to first 0, graph 1 nohead back linetype 1 linecolor rgb "#6f6f6f" linewidth 2
set label "" at screen 0.319829, screen 0.642045 center font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "What moves the effect most" at screen 0.025000, screen 0.903409 left font "sans-serif,22" textcolor rgb "#222222"
set label "ranker: effect on mean_time_per_session, against random" at screen 0.025000, screen 0.812500 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "mean effect, %" at screen 0.762500, screen 0.642045 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "" at screen 0.033333, screen 0.724432 point pointtype 7 pointsize 0.9 linecolor rgb "#0072b2"
set label "mean effect with the value that lowers it" at screen 0.047917, screen 0.724432 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "" at screen 0.451042, screen 0.724432 point pointtype 5 pointsize 0.8 linecolor rgb "#d55e00"
set label "with the one that raises it" at screen 0.465625, screen 0.724432 left font "sans-serif,16" textcolor rgb "#d55e00"
set label "" at screen 0.721875, screen 0.724432 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "users.model.\0342\0200\0246azard.heard" at screen 0.277083, screen 0.553977 right font "sans-serif,17" textcolor rgb "#222222"
set label "+29.5 [+26.7, +32.3]" at screen 0.277083, screen 0.497159 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+11.0" at screen 0.814583, screen 0.555398 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "with 1" at screen 0.822917, screen 0.555398 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+40.5" at screen 0.814583, screen 0.495739 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "with 2" at screen 0.822917, screen 0.495739 left font "sans-serif,16" textcolor rgb "#d55e00"
set arrow from screen 0.016667, screen 0.454545 to screen 0.983333, screen 0.454545 nohead back linetype 1 linecolor rgb "#dcdcdc" linewidth 1
set label "users.model.response" at screen 0.277083, screen 0.411932 right font "sans-serif,17" textcolor rgb "#222222"
set label "+1.5 [-1.3, +4.3]" at screen 0.277083, screen 0.355114 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "+25.0" at screen 0.814583, screen 0.413352 right font "sans-serif,16" textcolor rgb "#0072b2"
set label "with logistic" at screen 0.822917, screen 0.413352 left font "sans-serif,16" textcolor rgb "#0072b2"
set label "+26.5" at screen 0.814583, screen 0.353693 right font "sans-serif,16" textcolor rgb "#d55e00"
set label "with two_humps" at screen 0.822917, screen 0.353693 left font "sans-serif,16" textcolor rgb "#d55e00"
set label "Below each name: by how many points the effect mo\0342\0200\0246 with its 95% interval. Hollow: not significant." at screen 0.025000, screen 0.068182 left font "sans-serif,16" textcolor rgb "#5f5f5f"
$data1 << EOD
11 14.5
25 64.5
EOD
$data2 << EOD
25 64.5
EOD
$data3 << EOD
40.5 35.5
26.5 85.5
EOD
$data4 << EOD
26.5 85.5
EOD
plot $data1 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.54 linecolor rgb "#ffffff" notitle, \
     $data3 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle, \
     $data4 using 1:2 with points pointtype 5 pointsize 0.48 linecolor rgb "#ffffff" notitle
