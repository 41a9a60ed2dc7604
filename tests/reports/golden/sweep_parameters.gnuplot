set terminal svg size 960,888 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "parameters"
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
set yrange [888:0]
set style textbox opaque noborder margins 0.3, 0.1
set label "The effect on mean_time_per_session, against random" at screen 0.025000, screen 0.961712 left font "sans-serif,22" textcolor rgb "#222222"
set label "95% intervals over worlds, paired design; 20,000 episodes, 2 seeds (1, 2)" at screen 0.025000, screen 0.925676 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "pick:" at screen 0.047917, screen 0.887387 left font "sans-serif,16" textcolor rgb "#222222"
set label "first" at screen 0.131250, screen 0.887387 left font "sans-serif,16" textcolor rgb "#222222"
set label "sample" at screen 0.210417, screen 0.887387 left font "sans-serif,16" textcolor rgb "#222222"
set label "effect, % of the control\0047s mean" at screen 0.025000, screen 0.860360 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "-10%" at screen 0.118750, screen 0.573641 right font "sans-serif,17" textcolor rgb "#222222"
set label "-5%" at screen 0.118750, screen 0.631648 right font "sans-serif,17" textcolor rgb "#222222"
set label "0%" at screen 0.118750, screen 0.689656 right font "sans-serif,17" textcolor rgb "#222222"
set label "+5%" at screen 0.118750, screen 0.747664 right font "sans-serif,17" textcolor rgb "#222222"
set label "+10%" at screen 0.118750, screen 0.805672 right font "sans-serif,17" textcolor rgb "#222222"
set label "1" at screen 0.234896, screen 0.538288 center font "sans-serif,17" textcolor rgb "#222222"
set label "2" at screen 0.446354, screen 0.538288 center font "sans-serif,17" textcolor rgb "#222222"
set label "4" at screen 0.657813, screen 0.538288 center font "sans-serif,17" textcolor rgb "#222222"
set label "8" at screen 0.869271, screen 0.538288 center font "sans-serif,17" textcolor rgb "#222222"
set label "models.ranker.dim (log scale)" at screen 0.552083, screen 0.509009 center font "sans-serif,16" textcolor rgb "#222222"
set label "dim:" at screen 0.047917, screen 0.457207 left font "sans-serif,16" textcolor rgb "#222222"
set label "1" at screen 0.127083, screen 0.457207 left font "sans-serif,16" textcolor rgb "#222222"
set label "2" at screen 0.178125, screen 0.457207 left font "sans-serif,16" textcolor rgb "#222222"
set label "4" at screen 0.229167, screen 0.457207 left font "sans-serif,16" textcolor rgb "#222222"
set label "8" at screen 0.280208, screen 0.457207 left font "sans-serif,16" textcolor rgb "#222222"
set label "effect, % of the control\0047s mean" at screen 0.025000, screen 0.430180 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "-10%" at screen 0.118750, screen 0.143460 right font "sans-serif,17" textcolor rgb "#222222"
set label "-5%" at screen 0.118750, screen 0.201468 right font "sans-serif,17" textcolor rgb "#222222"
set label "0%" at screen 0.118750, screen 0.259476 right font "sans-serif,17" textcolor rgb "#222222"
set label "+5%" at screen 0.118750, screen 0.317484 right font "sans-serif,17" textcolor rgb "#222222"
set label "+10%" at screen 0.118750, screen 0.375492 right font "sans-serif,17" textcolor rgb "#222222"
set label "first" at screen 0.340625, screen 0.108108 center font "sans-serif,17" textcolor rgb "#222222"
set label "sample" at screen 0.763542, screen 0.108108 center font "sans-serif,17" textcolor rgb "#222222"
set label "treatments.ranker.pick" at screen 0.552083, screen 0.078829 center font "sans-serif,16" textcolor rgb "#222222"
set label "Hollow: not significant. An arrow: the interval goes on, beyond this axis or without bound." at screen 0.025000, screen 0.027027 left font "sans-serif,16" textcolor rgb "#5f5f5f"
$data1 << EOD
112.00 100.00
EOD
$data2 << EOD
188.00 100.00
EOD
$data3 << EOD
124.00 378.61
936.00 378.61

124.00 327.10
936.00 327.10

EOD
$data4 << EOD
124.00 275.59
936.00 275.59

EOD
$data5 << EOD
124.00 224.07
936.00 224.07

124.00 172.56
936.00 172.56

EOD
$data6 << EOD
124.00 392.00
936.00 392.00

225.50 392.00
225.50 398.00

428.50 392.00
428.50 398.00

631.50 392.00
631.50 398.00

834.50 392.00
834.50 398.00

EOD
$data7 << EOD
220.00 306.49
423.00 230.94
626.00 196.60

EOD
$data8 << EOD
626.00 196.60
626.00 237.81

622.00 237.81
630.00 237.81

626.00 196.60
626.00 155.39

622.00 155.39
630.00 155.39

423.00 230.94
423.00 272.15

419.00 272.15
427.00 272.15

423.00 230.94
423.00 189.73

419.00 189.73
427.00 189.73

220.00 306.49
220.00 347.70

216.00 347.70
224.00 347.70

220.00 306.49
220.00 265.28

216.00 265.28
224.00 265.28

EOD
$data9 << EOD
626.00 196.60
423.00 230.94
220.00 306.49
EOD
$data10 << EOD
220.00 306.49
EOD
$data11 << EOD
231.00 337.40
637.00 227.51
840.00 275.59

EOD
$data12 << EOD
637.00 227.51
637.00 268.72

633.00 268.72
641.00 268.72

637.00 227.51
637.00 186.30

633.00 186.30
641.00 186.30

840.00 275.59
840.00 316.79

836.00 316.79
844.00 316.79

840.00 275.59
840.00 234.38

836.00 234.38
844.00 234.38

231.00 337.40
231.00 378.61

227.00 378.61
235.00 378.61

231.00 337.40
231.00 296.19

227.00 296.19
235.00 296.19

EOD
$data13 << EOD
637.00 227.51
840.00 275.59
231.00 337.40
EOD
$data14 << EOD
840.00 275.59
EOD
$data15 << EOD
108.00 482.00
EOD
$data16 << EOD
157.00 482.00
EOD
$data17 << EOD
206.00 482.00
EOD
$data18 << EOD
255.00 482.00
EOD
$data19 << EOD
124.00 760.61
936.00 760.61

124.00 709.10
936.00 709.10

EOD
$data20 << EOD
124.00 657.59
936.00 657.59

EOD
$data21 << EOD
124.00 606.07
936.00 606.07

124.00 554.56
936.00 554.56

EOD
$data22 << EOD
124.00 774.00
936.00 774.00

327.00 774.00
327.00 780.00

733.00 774.00
733.00 780.00

EOD
$data23 << EOD
310.50 688.49
310.50 729.70

306.50 729.70
314.50 729.70

310.50 688.49
310.50 647.28

306.50 647.28
314.50 647.28

716.50 719.40
716.50 760.61

712.50 760.61
720.50 760.61

716.50 719.40
716.50 678.19

712.50 678.19
720.50 678.19

EOD
$data24 << EOD
310.50 688.49
716.50 719.40
EOD
$data25 << EOD
310.50 688.49
EOD
$data26 << EOD
321.50 612.94
321.50 654.15

317.50 654.15
325.50 654.15

321.50 612.94
321.50 571.73

317.50 571.73
325.50 571.73

EOD
$data27 << EOD
321.50 612.94
EOD
$data28 << EOD
332.50 578.60
332.50 619.81

328.50 619.81
336.50 619.81

332.50 578.60
332.50 537.39

328.50 537.39
336.50 537.39

738.50 609.51
738.50 650.72

734.50 650.72
742.50 650.72

738.50 609.51
738.50 568.30

734.50 568.30
742.50 568.30

EOD
$data29 << EOD
332.50 578.60
738.50 609.51
EOD
$data30 << EOD
749.50 657.59
749.50 698.79

745.50 698.79
753.50 698.79

749.50 657.59
749.50 616.38

745.50 616.38
753.50 616.38

EOD
$data31 << EOD
749.50 657.59
EOD
$data32 << EOD
749.50 657.59
EOD
plot $data1 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle, \
     $data2 using 1:2 with points pointtype 5 pointsize 0.9 linecolor rgb "#d55e00" notitle, \
     $data3 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data4 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data5 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data6 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 1.5 notitle, \
     $data7 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 1.2 notitle, \
     $data8 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2 notitle, \
     $data9 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle, \
     $data10 using 1:2 with points pointtype 7 pointsize 0.54 linecolor rgb "#ffffff" notitle, \
     $data11 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 1.2 notitle, \
     $data12 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2 notitle, \
     $data13 using 1:2 with points pointtype 5 pointsize 0.9 linecolor rgb "#d55e00" notitle, \
     $data14 using 1:2 with points pointtype 5 pointsize 0.54 linecolor rgb "#ffffff" notitle, \
     $data15 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle, \
     $data16 using 1:2 with points pointtype 5 pointsize 0.9 linecolor rgb "#d55e00" notitle, \
     $data17 using 1:2 with points pointtype 9 pointsize 0.9 linecolor rgb "#009e73" notitle, \
     $data18 using 1:2 with points pointtype 13 pointsize 0.9 linecolor rgb "#cc79a7" notitle, \
     $data19 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data20 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data21 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data22 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 1.5 notitle, \
     $data23 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2 notitle, \
     $data24 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb "#0072b2" notitle, \
     $data25 using 1:2 with points pointtype 7 pointsize 0.54 linecolor rgb "#ffffff" notitle, \
     $data26 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2 notitle, \
     $data27 using 1:2 with points pointtype 5 pointsize 0.9 linecolor rgb "#d55e00" notitle, \
     $data28 using 1:2 with lines linetype 1 linecolor rgb "#009e73" linewidth 2 notitle, \
     $data29 using 1:2 with points pointtype 9 pointsize 0.9 linecolor rgb "#009e73" notitle, \
     $data30 using 1:2 with lines linetype 1 linecolor rgb "#cc79a7" linewidth 2 notitle, \
     $data31 using 1:2 with points pointtype 13 pointsize 0.9 linecolor rgb "#cc79a7" notitle, \
     $data32 using 1:2 with points pointtype 13 pointsize 0.54 linecolor rgb "#ffffff" notitle
