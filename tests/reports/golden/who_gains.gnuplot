set terminal svg size 960,614 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "who_gains"
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
set yrange [614:0]
set style textbox opaque noborder margins 0.3, 0.1
set label "Who gains: the effect among groups of users" at screen 0.025000, screen 0.944625 left font "sans-serif,22" textcolor rgb "#222222"
set label "on mean_time_per_session, in % of the control\0047s mean; 95% intervals" at screen 0.025000, screen 0.892508 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "from the users with the least of the trait to those with the most; line: all users" at screen 0.025000, screen 0.843648 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "ranker_2" at screen 0.108333, screen 0.785016 left font "sans-serif,17" textcolor rgb "#222222"
set label "0%" at screen 0.097917, screen 0.532948 right font "sans-serif,17" textcolor rgb "#222222"
set label "+20%" at screen 0.097917, screen 0.609360 right font "sans-serif,17" textcolor rgb "#222222"
set label "+40%" at screen 0.097917, screen 0.685773 right font "sans-serif,17" textcolor rgb "#222222"
set label "+60%" at screen 0.097917, screen 0.762185 right font "sans-serif,17" textcolor rgb "#222222"
set label "ranker_1" at screen 0.108333, screen 0.452769 left font "sans-serif,17" textcolor rgb "#222222"
set label "0%" at screen 0.097917, screen 0.230991 right font "sans-serif,17" textcolor rgb "#222222"
set label "+20%" at screen 0.097917, screen 0.338534 right font "sans-serif,17" textcolor rgb "#222222"
set label "2.50" at screen 0.108333, screen 0.146580 left font "sans-serif,16" textcolor rgb "#222222"
set label "7.75" at screen 0.377778, screen 0.146580 right font "sans-serif,16" textcolor rgb "#222222"
set label "consume_bias" at screen 0.243056, screen 0.107492 center font "sans-serif,16" textcolor rgb "#222222"
set label "0.50" at screen 0.406944, screen 0.146580 left font "sans-serif,16" textcolor rgb "#222222"
set label "2.25" at screen 0.676389, screen 0.146580 right font "sans-serif,16" textcolor rgb "#222222"
set label "consume_sharpness" at screen 0.541667, screen 0.107492 center font "sans-serif,16" textcolor rgb "#222222"
set label "1.00" at screen 0.705556, screen 0.146580 left font "sans-serif,16" textcolor rgb "#222222"
set label "9.00" at screen 0.975000, screen 0.146580 right font "sans-serif,16" textcolor rgb "#222222"
set label "session_budget" at screen 0.840278, screen 0.107492 center font "sans-serif,16" textcolor rgb "#222222"
set label "Hollow: not significant, each group by itself." at screen 0.025000, screen 0.052117 left font "sans-serif,16" textcolor rgb "#5f5f5f"
$data1 << EOD
104.00 286.77
362.67 286.77

EOD
$data2 << EOD
104.00 239.85
362.67 239.85

104.00 192.94
362.67 192.94

104.00 146.02
362.67 146.02

EOD
$data3 << EOD
104.00 228.12
362.67 228.12

EOD
$data4 << EOD
116.93 261.11
116.93 293.64

112.93 293.64
120.93 293.64

116.93 261.11
116.93 228.58

112.93 228.58
120.93 228.58

142.80 253.78
142.80 287.23

138.80 287.23
146.80 287.23

142.80 253.78
142.80 220.33

138.80 220.33
146.80 220.33

168.67 246.45
168.67 280.81

164.67 280.81
172.67 280.81

168.67 246.45
168.67 212.09

164.67 212.09
172.67 212.09

194.53 239.12
194.53 274.40

190.53 274.40
198.53 274.40

194.53 239.12
194.53 203.84

190.53 203.84
198.53 203.84

220.40 231.79
220.40 267.98

216.40 267.98
224.40 267.98

220.40 231.79
220.40 195.59

216.40 195.59
224.40 195.59

246.27 224.46
246.27 261.57

242.27 261.57
250.27 261.57

246.27 224.46
246.27 187.35

242.27 187.35
250.27 187.35

272.13 217.13
272.13 255.16

268.13 255.16
276.13 255.16

272.13 217.13
272.13 179.10

268.13 179.10
276.13 179.10

298.00 209.80
298.00 248.74

294.00 248.74
302.00 248.74

298.00 209.80
298.00 170.85

294.00 170.85
302.00 170.85

323.87 202.47
323.87 242.33

319.87 242.33
327.87 242.33

323.87 202.47
323.87 162.60

319.87 162.60
327.87 162.60

349.73 195.13
349.73 235.91

345.73 235.91
353.73 235.91

349.73 195.13
349.73 154.36

345.73 154.36
353.73 154.36

EOD
$data5 << EOD
116.93 261.11
142.80 253.78
168.67 246.45
194.53 239.12
220.40 231.79
246.27 224.46
272.13 217.13
298.00 209.80
323.87 202.47
349.73 195.13
EOD
$data6 << EOD
116.93 261.11
142.80 253.78
EOD
$data7 << EOD
390.67 286.77
649.33 286.77

EOD
$data8 << EOD
390.67 239.85
649.33 239.85

390.67 192.94
649.33 192.94

390.67 146.02
649.33 146.02

EOD
$data9 << EOD
390.67 228.12
649.33 228.12

EOD
$data10 << EOD
403.60 211.63
403.60 250.35

399.60 250.35
407.60 250.35

403.60 211.63
403.60 172.91

399.60 172.91
407.60 172.91

429.47 215.29
429.47 253.55

425.47 253.55
433.47 253.55

429.47 215.29
429.47 177.04

425.47 177.04
433.47 177.04

455.33 218.96
455.33 256.76

451.33 256.76
459.33 256.76

455.33 218.96
455.33 181.16

451.33 181.16
459.33 181.16

481.20 222.63
481.20 259.97

477.20 259.97
485.20 259.97

481.20 222.63
481.20 185.28

477.20 185.28
485.20 185.28

507.07 226.29
507.07 263.17

503.07 263.17
511.07 263.17

507.07 226.29
507.07 189.41

503.07 189.41
511.07 189.41

532.93 229.96
532.93 266.38

528.93 266.38
536.93 266.38

532.93 229.96
532.93 193.53

528.93 193.53
536.93 193.53

558.80 233.62
558.80 269.59

554.80 269.59
562.80 269.59

558.80 233.62
558.80 197.65

554.80 197.65
562.80 197.65

584.67 237.29
584.67 272.80

580.67 272.80
588.67 272.80

584.67 237.29
584.67 201.78

580.67 201.78
588.67 201.78

610.53 240.95
610.53 276.00

606.53 276.00
614.53 276.00

610.53 240.95
610.53 205.90

606.53 205.90
614.53 205.90

636.40 244.62
636.40 279.21

632.40 279.21
640.40 279.21

636.40 244.62
636.40 210.03

632.40 210.03
640.40 210.03

EOD
$data11 << EOD
403.60 211.63
429.47 215.29
455.33 218.96
481.20 222.63
507.07 226.29
532.93 229.96
558.80 233.62
584.67 237.29
610.53 240.95
636.40 244.62
EOD
$data12 << EOD
677.33 286.77
936.00 286.77

EOD
$data13 << EOD
677.33 239.85
936.00 239.85

677.33 192.94
936.00 192.94

677.33 146.02
936.00 146.02

EOD
$data14 << EOD
677.33 228.12
936.00 228.12

EOD
$data15 << EOD
690.27 228.12
690.27 264.78

686.27 264.78
694.27 264.78

690.27 228.12
690.27 191.47

686.27 191.47
694.27 191.47

716.13 228.12
716.13 264.78

712.13 264.78
720.13 264.78

716.13 228.12
716.13 191.47

712.13 191.47
720.13 191.47

742.00 228.12
742.00 264.78

738.00 264.78
746.00 264.78

742.00 228.12
742.00 191.47

738.00 191.47
746.00 191.47

767.87 228.12
767.87 264.78

763.87 264.78
771.87 264.78

767.87 228.12
767.87 191.47

763.87 191.47
771.87 191.47

793.73 228.12
793.73 264.78

789.73 264.78
797.73 264.78

793.73 228.12
793.73 191.47

789.73 191.47
797.73 191.47

819.60 228.12
819.60 264.78

815.60 264.78
823.60 264.78

819.60 228.12
819.60 191.47

815.60 191.47
823.60 191.47

845.47 228.12
845.47 264.78

841.47 264.78
849.47 264.78

845.47 228.12
845.47 191.47

841.47 191.47
849.47 191.47

871.33 228.12
871.33 264.78

867.33 264.78
875.33 264.78

871.33 228.12
871.33 191.47

867.33 191.47
875.33 191.47

897.20 228.12
897.20 264.78

893.20 264.78
901.20 264.78

897.20 228.12
897.20 191.47

893.20 191.47
901.20 191.47

923.07 228.12
923.07 264.78

919.07 264.78
927.07 264.78

923.07 228.12
923.07 191.47

919.07 191.47
927.07 191.47

EOD
$data16 << EOD
690.27 228.12
716.13 228.12
742.00 228.12
767.87 228.12
793.73 228.12
819.60 228.12
845.47 228.12
871.33 228.12
897.20 228.12
923.07 228.12
EOD
$data17 << EOD
104.00 472.17
362.67 472.17

EOD
$data18 << EOD
104.00 406.14
362.67 406.14

EOD
$data19 << EOD
104.00 430.90
362.67 430.90

EOD
$data20 << EOD
116.93 454.12
116.93 497.64

112.93 497.64
120.93 497.64

116.93 454.12
116.93 410.59

112.93 410.59
120.93 410.59

142.80 448.96
142.80 493.13

138.80 493.13
146.80 493.13

142.80 448.96
142.80 404.79

138.80 404.79
146.80 404.79

168.67 443.80
168.67 488.62

164.67 488.62
172.67 488.62

168.67 443.80
168.67 398.98

164.67 398.98
172.67 398.98

194.53 438.64
194.53 484.10

190.53 484.10
198.53 484.10

194.53 438.64
194.53 393.18

190.53 393.18
198.53 393.18

220.40 433.48
220.40 479.59

216.40 479.59
224.40 479.59

220.40 433.48
220.40 387.38

216.40 387.38
224.40 387.38

246.27 428.32
246.27 475.07

242.27 475.07
250.27 475.07

246.27 428.32
246.27 381.57

242.27 381.57
250.27 381.57

272.13 423.16
272.13 470.56

268.13 470.56
276.13 470.56

272.13 423.16
272.13 375.77

268.13 375.77
276.13 375.77

298.00 418.00
298.00 466.05

294.00 466.05
302.00 466.05

298.00 418.00
298.00 369.96

294.00 369.96
302.00 369.96

323.87 412.85
323.87 461.53

319.87 461.53
327.87 461.53

323.87 412.85
323.87 364.16

319.87 364.16
327.87 364.16

349.73 407.69
349.73 457.02

345.73 457.02
353.73 457.02

349.73 407.69
349.73 358.36

345.73 358.36
353.73 358.36

EOD
$data21 << EOD
116.93 454.12
142.80 448.96
168.67 443.80
194.53 438.64
220.40 433.48
246.27 428.32
272.13 423.16
298.00 418.00
323.87 412.85
349.73 407.69
EOD
$data22 << EOD
116.93 454.12
142.80 448.96
168.67 443.80
194.53 438.64
220.40 433.48
246.27 428.32
EOD
$data23 << EOD
390.67 472.17
649.33 472.17

EOD
$data24 << EOD
390.67 406.14
649.33 406.14

EOD
$data25 << EOD
390.67 430.90
649.33 430.90

EOD
$data26 << EOD
403.60 419.29
403.60 467.17

399.60 467.17
407.60 467.17

403.60 419.29
403.60 371.42

399.60 371.42
407.60 371.42

429.47 421.87
429.47 469.43

425.47 469.43
433.47 469.43

429.47 421.87
429.47 374.32

425.47 374.32
433.47 374.32

455.33 424.45
455.33 471.69

451.33 471.69
459.33 471.69

455.33 424.45
455.33 377.22

451.33 377.22
459.33 377.22

481.20 427.03
481.20 473.94

477.20 473.94
485.20 473.94

481.20 427.03
481.20 380.12

477.20 380.12
485.20 380.12

507.07 429.61
507.07 476.20

503.07 476.20
511.07 476.20

507.07 429.61
507.07 383.02

503.07 383.02
511.07 383.02

532.93 432.19
532.93 478.46

528.93 478.46
536.93 478.46

532.93 432.19
532.93 385.92

528.93 385.92
536.93 385.92

558.80 434.77
558.80 480.72

554.80 480.72
562.80 480.72

558.80 434.77
558.80 388.83

554.80 388.83
562.80 388.83

584.67 437.35
584.67 482.97

580.67 482.97
588.67 482.97

584.67 437.35
584.67 391.73

580.67 391.73
588.67 391.73

610.53 439.93
610.53 485.23

606.53 485.23
614.53 485.23

610.53 439.93
610.53 394.63

606.53 394.63
614.53 394.63

636.40 442.51
636.40 487.49

632.40 487.49
640.40 487.49

636.40 442.51
636.40 397.53

632.40 397.53
640.40 397.53

EOD
$data27 << EOD
403.60 419.29
429.47 421.87
455.33 424.45
481.20 427.03
507.07 429.61
532.93 432.19
558.80 434.77
584.67 437.35
610.53 439.93
636.40 442.51
EOD
$data28 << EOD
481.20 427.03
507.07 429.61
532.93 432.19
558.80 434.77
584.67 437.35
610.53 439.93
636.40 442.51
EOD
$data29 << EOD
677.33 472.17
936.00 472.17

EOD
$data30 << EOD
677.33 406.14
936.00 406.14

EOD
$data31 << EOD
677.33 430.90
936.00 430.90

EOD
$data32 << EOD
690.27 430.90
690.27 477.33

686.27 477.33
694.27 477.33

690.27 430.90
690.27 384.47

686.27 384.47
694.27 384.47

716.13 430.90
716.13 477.33

712.13 477.33
720.13 477.33

716.13 430.90
716.13 384.47

712.13 384.47
720.13 384.47

742.00 430.90
742.00 477.33

738.00 477.33
746.00 477.33

742.00 430.90
742.00 384.47

738.00 384.47
746.00 384.47

767.87 430.90
767.87 477.33

763.87 477.33
771.87 477.33

767.87 430.90
767.87 384.47

763.87 384.47
771.87 384.47

793.73 430.90
793.73 477.33

789.73 477.33
797.73 477.33

793.73 430.90
793.73 384.47

789.73 384.47
797.73 384.47

819.60 430.90
819.60 477.33

815.60 477.33
823.60 477.33

819.60 430.90
819.60 384.47

815.60 384.47
823.60 384.47

845.47 430.90
845.47 477.33

841.47 477.33
849.47 477.33

845.47 430.90
845.47 384.47

841.47 384.47
849.47 384.47

871.33 430.90
871.33 477.33

867.33 477.33
875.33 477.33

871.33 430.90
871.33 384.47

867.33 384.47
875.33 384.47

897.20 430.90
897.20 477.33

893.20 477.33
901.20 477.33

897.20 430.90
897.20 384.47

893.20 384.47
901.20 384.47

923.07 430.90
923.07 477.33

919.07 477.33
927.07 477.33

923.07 430.90
923.07 384.47

919.07 384.47
927.07 384.47

EOD
$data33 << EOD
690.27 430.90
716.13 430.90
742.00 430.90
767.87 430.90
793.73 430.90
819.60 430.90
845.47 430.90
871.33 430.90
897.20 430.90
923.07 430.90
EOD
$data34 << EOD
690.27 430.90
716.13 430.90
742.00 430.90
767.87 430.90
793.73 430.90
819.60 430.90
845.47 430.90
871.33 430.90
897.20 430.90
923.07 430.90
EOD
plot $data1 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data2 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data3 using 1:2 with lines linetype 1 linecolor rgb "#56b4e9" linewidth 2 notitle, \
     $data4 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data5 using 1:2 with points pointtype 7 pointsize 0.75 linecolor rgb "#0072b2" notitle, \
     $data6 using 1:2 with points pointtype 7 pointsize 0.45 linecolor rgb "#ffffff" notitle, \
     $data7 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data8 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data9 using 1:2 with lines linetype 1 linecolor rgb "#56b4e9" linewidth 2 notitle, \
     $data10 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data11 using 1:2 with points pointtype 7 pointsize 0.75 linecolor rgb "#0072b2" notitle, \
     $data12 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data13 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data14 using 1:2 with lines linetype 1 linecolor rgb "#56b4e9" linewidth 2 notitle, \
     $data15 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data16 using 1:2 with points pointtype 7 pointsize 0.75 linecolor rgb "#0072b2" notitle, \
     $data17 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data18 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data19 using 1:2 with lines linetype 1 linecolor rgb "#56b4e9" linewidth 2 notitle, \
     $data20 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data21 using 1:2 with points pointtype 7 pointsize 0.75 linecolor rgb "#0072b2" notitle, \
     $data22 using 1:2 with points pointtype 7 pointsize 0.45 linecolor rgb "#ffffff" notitle, \
     $data23 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data24 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data25 using 1:2 with lines linetype 1 linecolor rgb "#56b4e9" linewidth 2 notitle, \
     $data26 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data27 using 1:2 with points pointtype 7 pointsize 0.75 linecolor rgb "#0072b2" notitle, \
     $data28 using 1:2 with points pointtype 7 pointsize 0.45 linecolor rgb "#ffffff" notitle, \
     $data29 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 2 notitle, \
     $data30 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data31 using 1:2 with lines linetype 1 linecolor rgb "#56b4e9" linewidth 2 notitle, \
     $data32 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data33 using 1:2 with points pointtype 7 pointsize 0.75 linecolor rgb "#0072b2" notitle, \
     $data34 using 1:2 with points pointtype 7 pointsize 0.45 linecolor rgb "#ffffff" notitle
