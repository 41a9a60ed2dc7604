set terminal svg size 960,830 fixed font "sans-serif,17" linewidth 1 noenhanced background "#ffffff" name "time_by_step"
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
set yrange [830:0]
set style textbox opaque noborder margins 0.3, 0.1
set label "How sessions go on, track by track" at screen 0.025000, screen 0.959036 left font "sans-serif,22" textcolor rgb "#222222"
set label "means over the sessions that had the track; 20,000 sessions and 8,647 users per treatment" at screen 0.025000, screen 0.920482 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "random (control)" at screen 0.047917, screen 0.878313 left font "sans-serif,16" textcolor rgb "#222222"
set label "ranker_2" at screen 0.241667, screen 0.878313 left font "sans-serif,16" textcolor rgb "#222222"
set label "ranker_1" at screen 0.363542, screen 0.878313 left font "sans-serif,16" textcolor rgb "#222222"
set label "mean time listened, % of the track" at screen 0.093750, screen 0.833735 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "chance that it costs budget, %" at screen 0.906250, screen 0.833735 right font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "1" at screen 0.093750, screen 0.426506 center font "sans-serif,16" textcolor rgb "#222222"
set label "2" at screen 0.229167, screen 0.426506 center font "sans-serif,16" textcolor rgb "#222222"
set label "4" at screen 0.364583, screen 0.426506 center font "sans-serif,16" textcolor rgb "#222222"
set label "8" at screen 0.500000, screen 0.426506 center font "sans-serif,16" textcolor rgb "#222222"
set label "16" at screen 0.635417, screen 0.426506 center font "sans-serif,16" textcolor rgb "#222222"
set label "32" at screen 0.770833, screen 0.426506 center font "sans-serif,16" textcolor rgb "#222222"
set label "recommended track of the session (1 is the first)" at screen 0.500000, screen 0.395181 center font "sans-serif,16" textcolor rgb "#222222"
set label "60%" at screen 0.083333, screen 0.448193 right font "sans-serif,16" textcolor rgb "#222222"
set label "40%" at screen 0.916667, screen 0.448193 left font "sans-serif,16" textcolor rgb "#222222"
set label "70%" at screen 0.083333, screen 0.538554 right font "sans-serif,16" textcolor rgb "#222222"
set label "30%" at screen 0.916667, screen 0.538554 left font "sans-serif,16" textcolor rgb "#222222"
set label "80%" at screen 0.083333, screen 0.628916 right font "sans-serif,16" textcolor rgb "#222222"
set label "20%" at screen 0.916667, screen 0.628916 left font "sans-serif,16" textcolor rgb "#222222"
set label "90%" at screen 0.083333, screen 0.719277 right font "sans-serif,16" textcolor rgb "#222222"
set label "10%" at screen 0.916667, screen 0.719277 left font "sans-serif,16" textcolor rgb "#222222"
set label "100%" at screen 0.083333, screen 0.809639 right font "sans-serif,16" textcolor rgb "#222222"
set label "0%" at screen 0.916667, screen 0.809639 left font "sans-serif,16" textcolor rgb "#222222"
set label "share of the sessions still going, %" at screen 0.093750, screen 0.346988 left font "sans-serif,16" textcolor rgb "#5f5f5f"
set label "1" at screen 0.093750, screen 0.060241 center font "sans-serif,16" textcolor rgb "#222222"
set label "2" at screen 0.229167, screen 0.060241 center font "sans-serif,16" textcolor rgb "#222222"
set label "4" at screen 0.364583, screen 0.060241 center font "sans-serif,16" textcolor rgb "#222222"
set label "8" at screen 0.500000, screen 0.060241 center font "sans-serif,16" textcolor rgb "#222222"
set label "16" at screen 0.635417, screen 0.060241 center font "sans-serif,16" textcolor rgb "#222222"
set label "32" at screen 0.770833, screen 0.060241 center font "sans-serif,16" textcolor rgb "#222222"
set label "recommended track of the session (1 is the first)" at screen 0.500000, screen 0.028916 center font "sans-serif,16" textcolor rgb "#222222"
set label "0%" at screen 0.083333, screen 0.081928 right font "sans-serif,16" textcolor rgb "#222222"
set label "50%" at screen 0.083333, screen 0.202410 right font "sans-serif,16" textcolor rgb "#222222"
set label "100%" at screen 0.083333, screen 0.322892 right font "sans-serif,16" textcolor rgb "#222222"
$data1 << EOD
24.00 101.00
40.00 101.00

EOD
$data2 << EOD
32.00 101.00
EOD
$data3 << EOD
210.00 101.00
226.00 101.00

EOD
$data4 << EOD
218.00 101.00
EOD
$data5 << EOD
327.00 101.00
343.00 101.00

EOD
$data6 << EOD
335.00 101.00
EOD
$data7 << EOD
90.00 158.00
90.00 458.00

220.00 158.00
220.00 458.00

350.00 158.00
350.00 458.00

480.00 158.00
480.00 458.00

610.00 158.00
610.00 458.00

740.00 158.00
740.00 458.00

EOD
$data8 << EOD
90.00 458.00
870.00 458.00

EOD
$data9 << EOD
90.00 383.00
870.00 383.00

90.00 308.00
870.00 308.00

90.00 233.00
870.00 233.00

90.00 158.00
870.00 158.00

EOD
$data10 << EOD
90.00 265.14
220.00 267.71
296.05 270.29
350.00 272.86
391.85 275.43
426.05 278.00
454.96 280.57
480.00 283.14
502.09 285.71
521.85 288.29
539.73 290.86
556.05 293.43
571.06 296.00
584.96 298.57
597.90 301.14
610.00 303.71
621.37 306.29
632.09 308.86
642.23 311.43
651.85 314.00
661.00 316.57
669.73 319.14
678.06 321.71
686.05 324.29
693.70 326.86
701.06 329.43
708.14 332.00
714.96 334.57
721.54 337.14
727.90 339.71
734.05 342.29
740.00 344.86
745.77 347.43
751.37 350.00
756.81 352.57
762.09 355.14
767.23 357.71
772.23 360.29
777.10 362.86
781.85 365.43
786.48 368.00
791.00 370.57
795.41 373.14
799.73 375.71
803.94 378.29
808.06 380.86
812.10 383.43
816.05 386.00
819.91 388.57
823.70 391.14
827.42 393.71
831.06 396.29
834.63 398.86
838.14 401.43
841.58 404.00
844.96 406.57

EOD
$data11 << EOD
90.00 265.14
220.00 267.71
350.00 272.86
454.96 280.57
539.73 290.86
632.09 308.86
721.54 337.14
808.06 380.86
EOD
$data12 << EOD
90.00 205.62
220.00 208.43
296.05 211.24
350.00 214.05
391.85 216.86
426.05 219.67
454.96 222.48
480.00 225.29
502.09 228.10
521.85 230.90
539.73 233.71
556.05 236.52
571.06 239.33
584.96 242.14
597.90 244.95
610.00 247.76
621.37 250.57
632.09 253.38
642.23 256.19
651.85 259.00
661.00 261.81
669.73 264.62
678.06 267.43
686.05 270.24
693.70 273.05
701.06 275.86
708.14 278.67
714.96 281.48
721.54 284.29
727.90 287.10
734.05 289.90
740.00 292.71
745.77 295.52
751.37 298.33
756.81 301.14
762.09 303.95
767.23 306.76
772.23 309.57
777.10 312.38
781.85 315.19
786.48 318.00
791.00 320.81
795.41 323.62
799.73 326.43
803.94 329.24
808.06 332.05
812.10 334.86
816.05 337.67
819.91 340.48
823.70 343.29
827.42 346.10
831.06 348.90
834.63 351.71
838.14 354.52
841.58 357.33
844.96 360.14
848.28 362.95
851.54 365.76
854.74 368.57
857.90 371.38

EOD
$data13 << EOD
220.00 208.43
350.00 214.05
454.96 222.48
539.73 233.71
632.09 253.38
721.54 284.29
808.06 332.05
EOD
$data14 << EOD
90.00 229.43
220.00 232.14
296.05 234.86
350.00 237.57
391.85 240.29
426.05 243.00
454.96 245.71
480.00 248.43
502.09 251.14
521.85 253.86
539.73 256.57
556.05 259.29
571.06 262.00
584.96 264.71
597.90 267.43
610.00 270.14
621.37 272.86
632.09 275.57
642.23 278.29
651.85 281.00
661.00 283.71
669.73 286.43
678.06 289.14
686.05 291.86
693.70 294.57
701.06 297.29
708.14 300.00
714.96 302.71
721.54 305.43
727.90 308.14
734.05 310.86
740.00 313.57
745.77 316.29
751.37 319.00
756.81 321.71
762.09 324.43
767.23 327.14
772.23 329.86
777.10 332.57
781.85 335.29
786.48 338.00
791.00 340.71
795.41 343.43
799.73 346.14
803.94 348.86
808.06 351.57
812.10 354.29
816.05 357.00
819.91 359.71
823.70 362.43
827.42 365.14
831.06 367.86
834.63 370.57
838.14 373.29
841.58 376.00
844.96 378.71
848.28 381.43
851.54 384.14
854.74 386.86
857.90 389.57

EOD
$data15 << EOD
220.00 232.14
350.00 237.57
454.96 245.71
539.73 256.57
632.09 275.57
721.54 305.43
808.06 351.57
EOD
$data16 << EOD
90.00 562.00
90.00 762.00

220.00 562.00
220.00 762.00

350.00 562.00
350.00 762.00

480.00 562.00
480.00 762.00

610.00 562.00
610.00 762.00

740.00 562.00
740.00 762.00

EOD
$data17 << EOD
90.00 762.00
870.00 762.00

EOD
$data18 << EOD
90.00 662.00
870.00 662.00

90.00 562.00
870.00 562.00

EOD
$data19 << EOD
90.00 562.00
220.00 590.58
296.05 615.07
350.00 636.06
391.85 654.06
426.05 669.48
454.96 682.70
480.00 694.03
502.09 703.74
521.85 712.07
539.73 719.21
556.05 725.33
571.06 730.57
584.96 735.06
597.90 738.91
610.00 742.21
621.37 745.04
632.09 747.47
642.23 749.55
651.85 751.33
661.00 752.86
669.73 754.17
678.06 755.29
686.05 756.25
693.70 757.08
701.06 757.79
708.14 758.40
714.96 758.92
721.54 759.36
727.90 759.74
734.05 760.07
740.00 760.35
745.77 760.59
751.37 760.80
756.81 760.98
762.09 761.13
767.23 761.26
772.23 761.37
777.10 761.46
781.85 761.54
786.48 761.61
791.00 761.67
795.41 761.72
799.73 761.76
803.94 761.80
808.06 761.83
812.10 761.86
816.05 761.88
819.91 761.90
823.70 761.92
827.42 761.94
831.06 761.95
834.63 761.96
838.14 761.97
841.58 761.98
844.96 761.99
848.28 762.00

EOD
$data20 << EOD
90.00 562.00
220.00 590.58
350.00 636.06
454.96 682.70
539.73 719.21
632.09 747.47
721.54 759.36
808.06 761.83
EOD
$data21 << EOD
90.00 562.00
220.00 574.70
296.05 586.60
350.00 597.74
391.85 608.17
426.05 617.94
454.96 627.09
480.00 635.66
502.09 643.69
521.85 651.21
539.73 658.25
556.05 664.84
571.06 671.01
584.96 676.79
597.90 682.21
610.00 687.28
621.37 692.03
632.09 696.48
642.23 700.64
651.85 704.54
661.00 708.19
669.73 711.61
678.06 714.81
686.05 717.81
693.70 720.62
701.06 723.25
708.14 725.72
714.96 728.03
721.54 730.19
727.90 732.21
734.05 734.11
740.00 735.89
745.77 737.55
751.37 739.11
756.81 740.57
762.09 741.94
767.23 743.22
772.23 744.42
777.10 745.54
781.85 746.59
786.48 747.57
791.00 748.49
795.41 749.35
799.73 750.16
803.94 750.92
808.06 751.63
812.10 752.29
816.05 752.91
819.91 753.49
823.70 754.04
827.42 754.55
831.06 755.03
834.63 755.48
838.14 755.90
841.58 756.29
844.96 756.66
848.28 757.00
851.54 757.32
854.74 757.62
857.90 757.90
861.00 758.17
864.05 758.42
867.05 758.65

EOD
$data22 << EOD
220.00 574.70
350.00 597.74
454.96 627.09
539.73 658.25
632.09 696.48
721.54 730.19
808.06 751.63
EOD
$data23 << EOD
90.00 562.00
220.00 581.05
296.05 598.29
350.00 613.89
391.85 628.00
426.05 640.77
454.96 652.32
480.00 662.77
502.09 672.23
521.85 680.78
539.73 688.52
556.05 695.52
571.06 701.86
584.96 707.59
597.90 712.78
610.00 717.47
621.37 721.72
632.09 725.56
642.23 729.04
651.85 732.18
661.00 735.02
669.73 737.59
678.06 739.92
686.05 742.03
693.70 743.94
701.06 745.66
708.14 747.22
714.96 748.63
721.54 749.91
727.90 751.07
734.05 752.12
740.00 753.07
745.77 753.93
751.37 754.70
756.81 755.40
762.09 756.03
767.23 756.60
772.23 757.12
777.10 757.59
781.85 758.01
786.48 758.39
791.00 758.74
795.41 759.06
799.73 759.34
803.94 759.60
808.06 759.83
812.10 760.04
816.05 760.23
819.91 760.40
823.70 760.56
827.42 760.70
831.06 760.83
834.63 760.95
838.14 761.05
841.58 761.15
844.96 761.24
848.28 761.32
851.54 761.39
854.74 761.45
857.90 761.51
861.00 761.56
864.05 761.61
867.05 761.65

EOD
$data24 << EOD
220.00 581.05
350.00 613.89
454.96 652.32
539.73 688.52
632.09 725.56
721.54 749.91
808.06 759.83
EOD
plot $data1 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 2.5 notitle, \
     $data2 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#222222" notitle, \
     $data3 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data4 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#0072b2" notitle, \
     $data5 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data6 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle, \
     $data7 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data8 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 1.5 notitle, \
     $data9 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data10 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 2.5 notitle, \
     $data11 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#222222" notitle, \
     $data12 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data13 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#0072b2" notitle, \
     $data14 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data15 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle, \
     $data16 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data17 using 1:2 with lines linetype 1 linecolor rgb "#6f6f6f" linewidth 1.5 notitle, \
     $data18 using 1:2 with lines linetype 1 linecolor rgb "#dcdcdc" linewidth 1 notitle, \
     $data19 using 1:2 with lines linetype 1 linecolor rgb "#222222" linewidth 2.5 notitle, \
     $data20 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#222222" notitle, \
     $data21 using 1:2 with lines linetype 1 linecolor rgb "#0072b2" linewidth 2.5 notitle, \
     $data22 using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb "#0072b2" notitle, \
     $data23 using 1:2 with lines linetype 1 linecolor rgb "#d55e00" linewidth 2.5 notitle, \
     $data24 using 1:2 with points pointtype 5 pointsize 0.8 linecolor rgb "#d55e00" notitle
