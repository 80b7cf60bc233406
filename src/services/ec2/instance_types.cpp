#include "services/ec2/instance_types.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace spotdrill::ec2 {
namespace {

/// What Spot Instances cost, as a share of the On-Demand price.
// DEVIATION: on AWS the Spot price follows supply and demand; here it stands still.
constexpr std::int64_t spot_price_percent = 30;

/// For types that the table lacks. Units: micro-USD an hour.
constexpr std::int64_t microdollars_for_vcpu = 48'000;

// Source: what DescribeInstanceTypes answers in us-east-1, where c5 is no current generation any
// more while c5d and c5ad are (github.com/getmoto/moto keeps its answers:
// moto/ec2/resources/instance_types.json); prices: EC2 On-Demand Pricing, Linux, us-east-1.
// clang-format off
constexpr InstanceTypeFacts known_types[] = {
    {"c4.large", "x86_64", "Intel", 2.9, 2, 2, 3840, "xen", false, false, true, false,
     500, 4000, 500, 4000, "Moderate", 3, 10, 0, 0, "", 0, 0, 99500},
    {"c4.xlarge", "x86_64", "Intel", 2.9, 4, 2, 7680, "xen", false, false, true, false,
     750, 6000, 750, 6000, "High", 4, 15, 0, 0, "", 0, 0, 199000},
    {"c5.12xlarge", "x86_64", "Intel", 3.6, 48, 2, 98304, "nitro", false, false, true, false,
     9500, 40000, 9500, 40000, "12 Gigabit", 8, 30, 0, 0, "", 0, 0, 2040000},
    {"c5.18xlarge", "x86_64", "Intel", 3.4, 72, 2, 147456, "nitro", false, false, true, false,
     19000, 80000, 19000, 80000, "25 Gigabit", 15, 50, 0, 0, "", 0, 0, 3060000},
    {"c5.24xlarge", "x86_64", "Intel", 3.6, 96, 2, 196608, "nitro", false, false, false, false,
     19000, 80000, 19000, 80000, "25 Gigabit", 15, 50, 0, 0, "", 0, 0, 4080000},
    {"c5.2xlarge", "x86_64", "Intel", 3.4, 8, 2, 16384, "nitro", false, false, true, false,
     2300, 10000, 4750, 20000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 340000},
    {"c5.4xlarge", "x86_64", "Intel", 3.4, 16, 2, 32768, "nitro", false, false, true, false,
     4750, 20000, 4750, 20000, "Up to 10 Gigabit", 8, 30, 0, 0, "", 0, 0, 680000},
    {"c5.9xlarge", "x86_64", "Intel", 3.4, 36, 2, 73728, "nitro", false, false, true, false,
     9500, 40000, 9500, 40000, "12 Gigabit", 8, 30, 0, 0, "", 0, 0, 1530000},
    {"c5.large", "x86_64", "Intel", 3.4, 2, 2, 4096, "nitro", false, false, true, false,
     650, 4000, 4750, 20000, "Up to 10 Gigabit", 3, 10, 0, 0, "", 0, 0, 85000},
    {"c5.xlarge", "x86_64", "Intel", 3.4, 4, 2, 8192, "nitro", false, false, true, false,
     1150, 6000, 4750, 20000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 170000},
    {"c5a.2xlarge", "x86_64", "AMD", 3.3, 8, 2, 16384, "nitro", true, false, false, false,
     800, 3200, 3170, 13300, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 308000},
    {"c5a.4xlarge", "x86_64", "AMD", 3.3, 16, 2, 32768, "nitro", true, false, false, false,
     1580, 6600, 3170, 13300, "Up to 10 Gigabit", 8, 30, 0, 0, "", 0, 0, 616000},
    {"c5a.large", "x86_64", "AMD", 3.3, 2, 2, 4096, "nitro", true, false, false, false,
     200, 800, 3170, 13300, "Up to 10 Gigabit", 3, 10, 0, 0, "", 0, 0, 77000},
    {"c5a.xlarge", "x86_64", "AMD", 3.3, 4, 2, 8192, "nitro", true, false, false, false,
     400, 1600, 3170, 13300, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 154000},
    {"c6a.2xlarge", "x86_64", "AMD", 3.6, 8, 2, 16384, "nitro", true, false, true, false,
     2500, 12000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 306000},
    {"c6a.4xlarge", "x86_64", "AMD", 3.6, 16, 2, 32768, "nitro", true, false, true, false,
     5000, 20000, 10000, 40000, "Up to 12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 612000},
    {"c6a.large", "x86_64", "AMD", 3.6, 2, 2, 4096, "nitro", true, false, true, false,
     650, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 76500},
    {"c6a.xlarge", "x86_64", "AMD", 3.6, 4, 2, 8192, "nitro", true, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 153000},
    {"c6g.2xlarge", "arm64", "AWS", 2.5, 8, 1, 16384, "nitro", true, false, true, false,
     2375, 12000, 4750, 20000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 272000},
    {"c6g.4xlarge", "arm64", "AWS", 2.5, 16, 1, 32768, "nitro", true, false, true, false,
     4750, 20000, 4750, 20000, "Up to 10 Gigabit", 8, 30, 0, 0, "", 0, 0, 544000},
    {"c6g.large", "arm64", "AWS", 2.5, 2, 1, 4096, "nitro", true, false, true, false,
     630, 3600, 4750, 20000, "Up to 10 Gigabit", 3, 10, 0, 0, "", 0, 0, 68000},
    {"c6g.medium", "arm64", "AWS", 2.5, 1, 1, 2048, "nitro", true, false, true, false,
     315, 2500, 4750, 20000, "Up to 10 Gigabit", 2, 4, 0, 0, "", 0, 0, 34000},
    {"c6g.xlarge", "arm64", "AWS", 2.5, 4, 1, 8192, "nitro", true, false, true, false,
     1188, 6000, 4750, 20000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 136000},
    {"c6i.16xlarge", "x86_64", "Intel", 3.5, 64, 2, 131072, "nitro", true, false, true, false,
     20000, 80000, 20000, 80000, "25 Gigabit", 15, 50, 0, 0, "", 0, 0, 2720000},
    {"c6i.2xlarge", "x86_64", "Intel", 3.5, 8, 2, 16384, "nitro", true, false, true, false,
     2500, 12000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 340000},
    {"c6i.4xlarge", "x86_64", "Intel", 3.5, 16, 2, 32768, "nitro", true, false, true, false,
     5000, 20000, 10000, 40000, "Up to 12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 680000},
    {"c6i.8xlarge", "x86_64", "Intel", 3.5, 32, 2, 65536, "nitro", true, false, true, false,
     10000, 40000, 10000, 40000, "12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 1360000},
    {"c6i.large", "x86_64", "Intel", 3.5, 2, 2, 4096, "nitro", true, false, true, false,
     650, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 85000},
    {"c6i.xlarge", "x86_64", "Intel", 3.5, 4, 2, 8192, "nitro", true, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 170000},
    {"c7g.2xlarge", "arm64", "AWS", 2.6, 8, 1, 16384, "nitro", true, false, true, false,
     2500, 12000, 10000, 40000, "Up to 15 Gigabit", 4, 15, 0, 0, "", 0, 0, 290000},
    {"c7g.4xlarge", "arm64", "AWS", 2.6, 16, 1, 32768, "nitro", true, false, true, false,
     5000, 20000, 10000, 40000, "Up to 15 Gigabit", 8, 30, 0, 0, "", 0, 0, 580000},
    {"c7g.large", "arm64", "AWS", 2.6, 2, 1, 4096, "nitro", true, false, true, false,
     630, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 72500},
    {"c7g.medium", "arm64", "AWS", 2.6, 1, 1, 2048, "nitro", true, false, true, false,
     315, 2500, 10000, 40000, "Up to 12.5 Gigabit", 2, 4, 0, 0, "", 0, 0, 36250},
    {"c7g.xlarge", "arm64", "AWS", 2.6, 4, 1, 8192, "nitro", true, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 145000},
    {"c7i.2xlarge", "x86_64", "Intel", 3.2, 8, 2, 16384, "nitro", true, false, true, false,
     2500, 12000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 357000},
    {"c7i.4xlarge", "x86_64", "Intel", 3.2, 16, 2, 32768, "nitro", true, false, true, false,
     5000, 20000, 10000, 40000, "Up to 12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 714000},
    {"c7i.8xlarge", "x86_64", "Intel", 3.2, 32, 2, 65536, "nitro", true, false, true, false,
     10000, 40000, 10000, 40000, "12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 1428000},
    {"c7i.large", "x86_64", "Intel", 3.2, 2, 2, 4096, "nitro", true, false, true, false,
     650, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 89250},
    {"c7i.xlarge", "x86_64", "Intel", 3.2, 4, 2, 8192, "nitro", true, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 178500},
    {"g4dn.12xlarge", "x86_64", "Intel", 2.5, 48, 2, 196608, "nitro", true, false, false, false,
     9500, 40000, 9500, 40000, "50 Gigabit", 8, 30, 1, 900, "T4", 4, 16384, 3912000},
    {"g4dn.16xlarge", "x86_64", "Intel", 2.5, 64, 2, 262144, "nitro", true, false, false, false,
     9500, 40000, 9500, 40000, "50 Gigabit", 4, 15, 1, 900, "T4", 1, 16384, 4352000},
    {"g4dn.2xlarge", "x86_64", "Intel", 2.5, 8, 2, 32768, "nitro", true, false, false, false,
     1150, 6000, 3500, 20000, "Up to 25 Gigabit", 3, 10, 1, 225, "T4", 1, 16384, 752000},
    {"g4dn.4xlarge", "x86_64", "Intel", 2.5, 16, 2, 65536, "nitro", true, false, false, false,
     4750, 20000, 4750, 20000, "Up to 25 Gigabit", 3, 10, 1, 225, "T4", 1, 16384, 1204000},
    {"g4dn.8xlarge", "x86_64", "Intel", 2.5, 32, 2, 131072, "nitro", true, false, false, false,
     9500, 40000, 9500, 40000, "50 Gigabit", 4, 15, 1, 900, "T4", 1, 16384, 2176000},
    {"g4dn.xlarge", "x86_64", "Intel", 2.5, 4, 2, 16384, "nitro", true, false, false, false,
     950, 3000, 3500, 20000, "Up to 25 Gigabit", 3, 10, 1, 125, "T4", 1, 16384, 526000},
    {"g5.12xlarge", "x86_64", "AMD", 3.3, 48, 2, 196608, "nitro", true, false, false, false,
     16000, 65000, 16000, 65000, "40 Gigabit", 15, 50, 1, 3800, "A10G", 4, 22888, 5672000},
    {"g5.16xlarge", "x86_64", "AMD", 3.3, 64, 2, 262144, "nitro", true, false, false, false,
     16000, 65000, 16000, 65000, "25 Gigabit", 8, 30, 1, 1900, "A10G", 1, 22888, 4096000},
    {"g5.24xlarge", "x86_64", "AMD", 3.3, 96, 2, 393216, "nitro", true, false, false, false,
     19000, 80000, 19000, 80000, "50 Gigabit", 15, 50, 1, 3800, "A10G", 4, 22888, 8144000},
    {"g5.2xlarge", "x86_64", "AMD", 3.3, 8, 2, 32768, "nitro", true, false, false, false,
     850, 3500, 3500, 15000, "Up to 10 Gigabit", 4, 15, 1, 450, "A10G", 1, 22888, 1212000},
    {"g5.48xlarge", "x86_64", "AMD", 3.3, 192, 2, 786432, "nitro", true, false, false, false,
     19000, 80000, 19000, 80000, "100 Gigabit", 7, 50, 2, 3800, "A10G", 8, 22888, 16288000},
    {"g5.4xlarge", "x86_64", "AMD", 3.3, 16, 2, 65536, "nitro", true, false, false, false,
     4750, 20000, 4750, 20000, "Up to 25 Gigabit", 8, 30, 1, 600, "A10G", 1, 22888, 1624000},
    {"g5.8xlarge", "x86_64", "AMD", 3.3, 32, 2, 131072, "nitro", true, false, false, false,
     16000, 65000, 16000, 65000, "25 Gigabit", 8, 30, 1, 900, "A10G", 1, 22888, 2448000},
    {"g5.xlarge", "x86_64", "AMD", 3.3, 4, 2, 16384, "nitro", true, false, false, false,
     700, 3000, 3500, 15000, "Up to 10 Gigabit", 4, 15, 1, 250, "A10G", 1, 22888, 1006000},
    {"i3.2xlarge", "x86_64", "Intel", 2.3, 8, 2, 62464, "xen", true, false, true, false,
     1700, 12000, 1700, 12000, "Up to 10 Gigabit", 4, 15, 1, 1900, "", 0, 0, 624000},
    {"i3.large", "x86_64", "Intel", 2.3, 2, 2, 15616, "xen", true, false, true, false,
     425, 3000, 425, 3000, "Up to 10 Gigabit", 3, 10, 1, 475, "", 0, 0, 156000},
    {"i3.xlarge", "x86_64", "Intel", 2.3, 4, 2, 31232, "xen", true, false, true, false,
     850, 6000, 850, 6000, "Up to 10 Gigabit", 4, 15, 1, 950, "", 0, 0, 312000},
    {"m1.small", "x86_64", "Intel", 0, 1, 1, 1740, "xen", false, false, false, false,
     0, 0, 0, 0, "Low", 2, 4, 1, 160, "", 0, 0, 44000},
    {"m4.2xlarge", "x86_64", "Intel", 2.4, 8, 2, 32768, "xen", false, false, true, false,
     1000, 8000, 1000, 8000, "High", 4, 15, 0, 0, "", 0, 0, 400000},
    {"m4.large", "x86_64", "Intel", 2.4, 2, 2, 8192, "xen", false, false, true, false,
     450, 3600, 450, 3600, "Moderate", 2, 10, 0, 0, "", 0, 0, 100000},
    {"m4.xlarge", "x86_64", "Intel", 2.4, 4, 2, 16384, "xen", false, false, true, false,
     750, 6000, 750, 6000, "High", 4, 15, 0, 0, "", 0, 0, 200000},
    {"m5.12xlarge", "x86_64", "Intel", 3.1, 48, 2, 196608, "nitro", false, false, false, false,
     9500, 40000, 9500, 40000, "12 Gigabit", 8, 30, 0, 0, "", 0, 0, 2304000},
    {"m5.16xlarge", "x86_64", "Intel", 3.1, 64, 2, 262144, "nitro", false, false, false, false,
     13600, 60000, 13600, 60000, "20 Gigabit", 15, 50, 0, 0, "", 0, 0, 3072000},
    {"m5.24xlarge", "x86_64", "Intel", 3.1, 96, 2, 393216, "nitro", false, false, false, false,
     19000, 80000, 19000, 80000, "25 Gigabit", 15, 50, 0, 0, "", 0, 0, 4608000},
    {"m5.2xlarge", "x86_64", "Intel", 3.1, 8, 2, 32768, "nitro", false, false, true, false,
     2300, 12000, 4750, 18750, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 384000},
    {"m5.4xlarge", "x86_64", "Intel", 3.1, 16, 2, 65536, "nitro", false, false, true, false,
     4750, 18750, 4750, 18750, "Up to 10 Gigabit", 8, 30, 0, 0, "", 0, 0, 768000},
    {"m5.8xlarge", "x86_64", "Intel", 3.1, 32, 2, 131072, "nitro", false, false, true, false,
     6800, 30000, 6800, 30000, "10 Gigabit", 8, 30, 0, 0, "", 0, 0, 1536000},
    {"m5.large", "x86_64", "Intel", 3.1, 2, 2, 8192, "nitro", false, false, true, false,
     650, 3600, 4750, 18750, "Up to 10 Gigabit", 3, 10, 0, 0, "", 0, 0, 96000},
    {"m5.xlarge", "x86_64", "Intel", 3.1, 4, 2, 16384, "nitro", false, false, true, false,
     1150, 6000, 4750, 18750, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 192000},
    {"m5a.2xlarge", "x86_64", "AMD", 2.5, 8, 2, 32768, "nitro", true, false, true, false,
     1580, 8333, 2880, 16000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 344000},
    {"m5a.4xlarge", "x86_64", "AMD", 2.5, 16, 2, 65536, "nitro", true, false, true, false,
     2880, 16000, 2880, 16000, "Up to 10 Gigabit", 8, 30, 0, 0, "", 0, 0, 688000},
    {"m5a.large", "x86_64", "AMD", 2.5, 2, 2, 8192, "nitro", true, false, true, false,
     650, 3600, 2880, 16000, "Up to 10 Gigabit", 3, 10, 0, 0, "", 0, 0, 86000},
    {"m5a.xlarge", "x86_64", "AMD", 2.5, 4, 2, 16384, "nitro", true, false, true, false,
     1085, 6000, 2880, 16000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 172000},
    {"m6a.2xlarge", "x86_64", "AMD", 3.6, 8, 2, 32768, "nitro", true, false, true, false,
     2500, 12000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 345600},
    {"m6a.4xlarge", "x86_64", "AMD", 3.6, 16, 2, 65536, "nitro", true, false, true, false,
     5000, 20000, 10000, 40000, "Up to 12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 691200},
    {"m6a.large", "x86_64", "AMD", 3.6, 2, 2, 8192, "nitro", true, false, true, false,
     650, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 86400},
    {"m6a.xlarge", "x86_64", "AMD", 3.6, 4, 2, 16384, "nitro", true, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 172800},
    {"m6g.2xlarge", "arm64", "AWS", 2.5, 8, 1, 32768, "nitro", true, false, true, false,
     2375, 12000, 4750, 20000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 308000},
    {"m6g.4xlarge", "arm64", "AWS", 2.5, 16, 1, 65536, "nitro", true, false, true, false,
     4750, 20000, 4750, 20000, "Up to 10 Gigabit", 8, 30, 0, 0, "", 0, 0, 616000},
    {"m6g.large", "arm64", "AWS", 2.5, 2, 1, 8192, "nitro", true, false, true, false,
     630, 3600, 4750, 20000, "Up to 10 Gigabit", 3, 10, 0, 0, "", 0, 0, 77000},
    {"m6g.medium", "arm64", "AWS", 2.5, 1, 1, 4096, "nitro", true, false, true, false,
     315, 2500, 4750, 20000, "Up to 10 Gigabit", 2, 4, 0, 0, "", 0, 0, 38500},
    {"m6g.xlarge", "arm64", "AWS", 2.5, 4, 1, 16384, "nitro", true, false, true, false,
     1188, 6000, 4750, 20000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 154000},
    {"m6i.16xlarge", "x86_64", "Intel", 3.5, 64, 2, 262144, "nitro", false, false, false, false,
     20000, 80000, 20000, 80000, "25 Gigabit", 15, 50, 0, 0, "", 0, 0, 3072000},
    {"m6i.2xlarge", "x86_64", "Intel", 3.5, 8, 2, 32768, "nitro", false, false, true, false,
     2500, 12000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 384000},
    {"m6i.4xlarge", "x86_64", "Intel", 3.5, 16, 2, 65536, "nitro", false, false, true, false,
     5000, 20000, 10000, 40000, "Up to 12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 768000},
    {"m6i.8xlarge", "x86_64", "Intel", 3.5, 32, 2, 131072, "nitro", false, false, true, false,
     10000, 40000, 10000, 40000, "12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 1536000},
    {"m6i.large", "x86_64", "Intel", 3.5, 2, 2, 8192, "nitro", false, false, true, false,
     650, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 96000},
    {"m6i.xlarge", "x86_64", "Intel", 3.5, 4, 2, 16384, "nitro", false, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 192000},
    {"m7g.2xlarge", "arm64", "AWS", 2.6, 8, 1, 32768, "nitro", true, false, true, false,
     2500, 12000, 10000, 40000, "Up to 15 Gigabit", 4, 15, 0, 0, "", 0, 0, 326400},
    {"m7g.4xlarge", "arm64", "AWS", 2.6, 16, 1, 65536, "nitro", true, false, true, false,
     5000, 20000, 10000, 40000, "Up to 15 Gigabit", 8, 30, 0, 0, "", 0, 0, 652800},
    {"m7g.large", "arm64", "AWS", 2.6, 2, 1, 8192, "nitro", true, false, true, false,
     630, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 81600},
    {"m7g.medium", "arm64", "AWS", 2.6, 1, 1, 4096, "nitro", true, false, true, false,
     315, 2500, 10000, 40000, "Up to 12.5 Gigabit", 2, 4, 0, 0, "", 0, 0, 40800},
    {"m7g.xlarge", "arm64", "AWS", 2.6, 4, 1, 16384, "nitro", true, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 163200},
    {"m7i.2xlarge", "x86_64", "Intel", 3.2, 8, 2, 32768, "nitro", true, false, true, false,
     2500, 12000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 403200},
    {"m7i.4xlarge", "x86_64", "Intel", 3.2, 16, 2, 65536, "nitro", true, false, true, false,
     5000, 20000, 10000, 40000, "Up to 12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 806400},
    {"m7i.8xlarge", "x86_64", "Intel", 3.2, 32, 2, 131072, "nitro", true, false, true, false,
     10000, 40000, 10000, 40000, "12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 1612800},
    {"m7i.large", "x86_64", "Intel", 3.2, 2, 2, 8192, "nitro", true, false, true, false,
     650, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 100800},
    {"m7i.xlarge", "x86_64", "Intel", 3.2, 4, 2, 16384, "nitro", true, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 201600},
    {"p3.16xlarge", "x86_64", "Intel", 2.7, 64, 2, 499712, "xen", true, false, false, false,
     14000, 80000, 14000, 80000, "25 Gigabit", 8, 30, 0, 0, "V100", 8, 16384, 24480000},
    {"p3.2xlarge", "x86_64", "Intel", 2.7, 8, 2, 62464, "xen", true, false, false, false,
     1750, 10000, 1750, 10000, "Up to 10 Gigabit", 4, 15, 0, 0, "V100", 1, 16384, 3060000},
    {"p3.8xlarge", "x86_64", "Intel", 2.7, 32, 2, 249856, "xen", true, false, false, false,
     7000, 40000, 7000, 40000, "10 Gigabit", 8, 30, 0, 0, "V100", 4, 16384, 12240000},
    {"r5.2xlarge", "x86_64", "Intel", 3.1, 8, 2, 65536, "nitro", false, false, true, false,
     2300, 12000, 4750, 18750, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 504000},
    {"r5.4xlarge", "x86_64", "Intel", 3.1, 16, 2, 131072, "nitro", false, false, true, false,
     4750, 18750, 4750, 18750, "Up to 10 Gigabit", 8, 30, 0, 0, "", 0, 0, 1008000},
    {"r5.8xlarge", "x86_64", "Intel", 3.1, 32, 2, 262144, "nitro", false, false, false, false,
     6800, 30000, 6800, 30000, "10 Gigabit", 8, 30, 0, 0, "", 0, 0, 2016000},
    {"r5.large", "x86_64", "Intel", 3.1, 2, 2, 16384, "nitro", false, false, true, false,
     650, 3600, 4750, 18750, "Up to 10 Gigabit", 3, 10, 0, 0, "", 0, 0, 126000},
    {"r5.xlarge", "x86_64", "Intel", 3.1, 4, 2, 32768, "nitro", false, false, true, false,
     1150, 6000, 4750, 18750, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 252000},
    {"r6g.2xlarge", "arm64", "AWS", 2.5, 8, 1, 65536, "nitro", true, false, true, false,
     2375, 12000, 4750, 20000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 403200},
    {"r6g.large", "arm64", "AWS", 2.5, 2, 1, 16384, "nitro", true, false, true, false,
     630, 3600, 4750, 20000, "Up to 10 Gigabit", 3, 10, 0, 0, "", 0, 0, 100800},
    {"r6g.xlarge", "arm64", "AWS", 2.5, 4, 1, 32768, "nitro", true, false, true, false,
     1188, 6000, 4750, 20000, "Up to 10 Gigabit", 4, 15, 0, 0, "", 0, 0, 201600},
    {"r6i.2xlarge", "x86_64", "Intel", 3.5, 8, 2, 65536, "nitro", false, false, false, false,
     2500, 12000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 504000},
    {"r6i.4xlarge", "x86_64", "Intel", 3.5, 16, 2, 131072, "nitro", false, false, false, false,
     5000, 20000, 10000, 40000, "Up to 12.5 Gigabit", 8, 30, 0, 0, "", 0, 0, 1008000},
    {"r6i.large", "x86_64", "Intel", 3.5, 2, 2, 16384, "nitro", false, false, false, false,
     650, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 126000},
    {"r6i.xlarge", "x86_64", "Intel", 3.5, 4, 2, 32768, "nitro", false, false, false, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 252000},
    {"r7g.large", "arm64", "AWS", 2.6, 2, 1, 16384, "nitro", true, false, true, false,
     630, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 107100},
    {"r7g.xlarge", "arm64", "AWS", 2.6, 4, 1, 32768, "nitro", true, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 214200},
    {"r7i.large", "x86_64", "Intel", 3.2, 2, 2, 16384, "nitro", true, false, true, false,
     650, 3600, 10000, 40000, "Up to 12.5 Gigabit", 3, 10, 0, 0, "", 0, 0, 132300},
    {"r7i.xlarge", "x86_64", "Intel", 3.2, 4, 2, 32768, "nitro", true, false, true, false,
     1250, 6000, 10000, 40000, "Up to 12.5 Gigabit", 4, 15, 0, 0, "", 0, 0, 264600},
    {"t2.2xlarge", "x86_64", "Intel", 2.3, 8, 1, 32768, "xen", true, true, true, false,
     0, 0, 0, 0, "Moderate", 3, 15, 0, 0, "", 0, 0, 371200},
    {"t2.large", "x86_64", "Intel", 2.3, 2, 1, 8192, "xen", true, true, true, false,
     0, 0, 0, 0, "Low to Moderate", 3, 12, 0, 0, "", 0, 0, 92800},
    {"t2.medium", "x86_64", "Intel", 2.3, 2, 1, 4096, "xen", true, true, true, false,
     0, 0, 0, 0, "Low to Moderate", 3, 6, 0, 0, "", 0, 0, 46400},
    {"t2.micro", "x86_64", "Intel", 2.5, 1, 1, 1024, "xen", true, true, true, false,
     0, 0, 0, 0, "Low to Moderate", 2, 2, 0, 0, "", 0, 0, 11600},
    {"t2.nano", "x86_64", "Intel", 2.4, 1, 1, 512, "xen", true, true, true, false,
     0, 0, 0, 0, "Low to Moderate", 2, 2, 0, 0, "", 0, 0, 5800},
    {"t2.small", "x86_64", "Intel", 2.5, 1, 1, 2048, "xen", true, true, true, false,
     0, 0, 0, 0, "Low to Moderate", 3, 4, 0, 0, "", 0, 0, 23000},
    {"t2.xlarge", "x86_64", "Intel", 2.3, 4, 1, 16384, "xen", true, true, true, false,
     0, 0, 0, 0, "Moderate", 3, 15, 0, 0, "", 0, 0, 185600},
    {"t3.2xlarge", "x86_64", "Intel", 2.5, 8, 2, 32768, "nitro", true, true, true, false,
     695, 4000, 2780, 15700, "Up to 5 Gigabit", 4, 15, 0, 0, "", 0, 0, 332800},
    {"t3.large", "x86_64", "Intel", 2.5, 2, 2, 8192, "nitro", true, true, true, false,
     695, 4000, 2780, 15700, "Up to 5 Gigabit", 3, 12, 0, 0, "", 0, 0, 83200},
    {"t3.medium", "x86_64", "Intel", 2.5, 2, 2, 4096, "nitro", true, true, true, false,
     347, 2000, 2085, 11800, "Up to 5 Gigabit", 3, 6, 0, 0, "", 0, 0, 41600},
    {"t3.micro", "x86_64", "Intel", 2.5, 2, 2, 1024, "nitro", true, true, true, true,
     87, 500, 2085, 11800, "Up to 5 Gigabit", 2, 2, 0, 0, "", 0, 0, 10400},
    {"t3.nano", "x86_64", "Intel", 2.5, 2, 2, 512, "nitro", true, true, true, false,
     43, 250, 2085, 11800, "Up to 5 Gigabit", 2, 2, 0, 0, "", 0, 0, 5200},
    {"t3.small", "x86_64", "Intel", 2.5, 2, 2, 2048, "nitro", true, true, true, true,
     174, 1000, 2085, 11800, "Up to 5 Gigabit", 3, 4, 0, 0, "", 0, 0, 20800},
    {"t3.xlarge", "x86_64", "Intel", 2.5, 4, 2, 16384, "nitro", true, true, true, false,
     695, 4000, 2780, 15700, "Up to 5 Gigabit", 4, 15, 0, 0, "", 0, 0, 166400},
    {"t3a.2xlarge", "x86_64", "AMD", 2.2, 8, 2, 32768, "nitro", true, true, true, false,
     695, 4000, 2780, 15700, "Up to 5 Gigabit", 4, 15, 0, 0, "", 0, 0, 300800},
    {"t3a.large", "x86_64", "AMD", 2.2, 2, 2, 8192, "nitro", true, true, true, false,
     695, 4000, 2780, 15700, "Up to 5 Gigabit", 3, 12, 0, 0, "", 0, 0, 75200},
    {"t3a.medium", "x86_64", "AMD", 2.2, 2, 2, 4096, "nitro", true, true, true, false,
     350, 2000, 2085, 11800, "Up to 5 Gigabit", 3, 6, 0, 0, "", 0, 0, 37600},
    {"t3a.micro", "x86_64", "AMD", 2.2, 2, 2, 1024, "nitro", true, true, true, false,
     90, 500, 2085, 11800, "Up to 5 Gigabit", 2, 2, 0, 0, "", 0, 0, 9400},
    {"t3a.nano", "x86_64", "AMD", 2.2, 2, 2, 512, "nitro", true, true, true, false,
     45, 250, 2085, 11800, "Up to 5 Gigabit", 2, 2, 0, 0, "", 0, 0, 4700},
    {"t3a.small", "x86_64", "AMD", 2.2, 2, 2, 2048, "nitro", true, true, true, false,
     175, 1000, 2085, 11800, "Up to 5 Gigabit", 2, 4, 0, 0, "", 0, 0, 18800},
    {"t3a.xlarge", "x86_64", "AMD", 2.2, 4, 2, 16384, "nitro", true, true, true, false,
     695, 4000, 2780, 15700, "Up to 5 Gigabit", 4, 15, 0, 0, "", 0, 0, 150400},
    {"t4g.2xlarge", "arm64", "AWS", 2.5, 8, 1, 32768, "nitro", true, true, true, false,
     695, 4000, 2780, 15700, "Up to 5 Gigabit", 4, 15, 0, 0, "", 0, 0, 268800},
    {"t4g.large", "arm64", "AWS", 2.5, 2, 1, 8192, "nitro", true, true, true, false,
     695, 4000, 2780, 15700, "Up to 5 Gigabit", 3, 12, 0, 0, "", 0, 0, 67200},
    {"t4g.medium", "arm64", "AWS", 2.5, 2, 1, 4096, "nitro", true, true, true, false,
     347, 2000, 2085, 11800, "Up to 5 Gigabit", 3, 6, 0, 0, "", 0, 0, 33600},
    {"t4g.micro", "arm64", "AWS", 2.5, 2, 1, 1024, "nitro", true, true, true, true,
     87, 500, 2085, 11800, "Up to 5 Gigabit", 2, 2, 0, 0, "", 0, 0, 8400},
    {"t4g.nano", "arm64", "AWS", 2.5, 2, 1, 512, "nitro", true, true, true, false,
     43, 250, 2085, 11800, "Up to 5 Gigabit", 2, 2, 0, 0, "", 0, 0, 4200},
    {"t4g.small", "arm64", "AWS", 2.5, 2, 1, 2048, "nitro", true, true, true, true,
     174, 1000, 2085, 11800, "Up to 5 Gigabit", 3, 4, 0, 0, "", 0, 0, 16800},
    {"t4g.xlarge", "arm64", "AWS", 2.5, 4, 1, 16384, "nitro", true, true, true, false,
     695, 4000, 2780, 15700, "Up to 5 Gigabit", 4, 15, 0, 0, "", 0, 0, 134400},
};
// clang-format on

static_assert(std::ranges::is_sorted(known_types, {}, &InstanceTypeFacts::name));

/// Virtual CPUs of a size, "2xlarge" having eight; nothing when there is no such size.
std::optional<std::int32_t> vcpus_of(std::string_view size) {
  if (size == "nano" || size == "micro" || size == "small" || size == "medium") return 1;
  if (size == "large") return 2;
  if (size == "xlarge") return 4;
  if (size == "metal" || size.starts_with("metal-")) return 96;
  std::int32_t times = 0;
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), times);
  if (error != std::errc{} || times < 2 || times > 224) return std::nullopt;
  if (std::string_view{end, size.data() + size.size()} != "xlarge") return std::nullopt;
  return times * 4;
}

}  // namespace

std::span<const InstanceTypeFacts> instance_type_facts() {
  return known_types;
}

const InstanceTypeFacts* find_instance_type_facts(std::string_view name) {
  const auto found = std::ranges::lower_bound(known_types, name, {}, &InstanceTypeFacts::name);
  return found != std::end(known_types) && found->name == name ? &*found : nullptr;
}

InstanceType instance_type_of(const InstanceTypeFacts& facts) {
  return {.name = std::string{facts.name},
          .architecture = std::string{facts.architecture},
          .vcpus = facts.vcpus,
          .memory_mib = facts.memory_mib,
          .burstable = facts.burstable,
          .hibernation_supported = facts.hibernation,
          .on_demand_microdollars = facts.on_demand_microdollars,
          .spot_microdollars = facts.on_demand_microdollars * spot_price_percent / 100};
}

// DEVIATION: AWS knows its types; here every name that has the form of one is a type, unless ids
// are strict, with the size that its name suggests.
std::optional<InstanceType> instance_type_of_name(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos || dot < 2) return std::nullopt;
  const std::string_view family{name.data(), dot};
  const std::size_t digit = family.find_first_of("0123456789");
  if (family[0] < 'a' || family[0] > 'z' || digit == std::string_view::npos) return std::nullopt;
  if (!std::ranges::all_of(family, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      })) {
    return std::nullopt;
  }
  const std::optional<std::int32_t> vcpus = vcpus_of(std::string_view{name}.substr(dot + 1));
  if (!vcpus) return std::nullopt;
  const bool graviton = family.find('g', digit) != std::string_view::npos || family == "a1";
  const std::int32_t gib_for_vcpu = family[0] == 'c'   ? 2
                                    : family[0] == 'r' ? 8
                                    : family[0] == 'x' ? 16
                                                       : 4;
  const std::int64_t price = *vcpus * microdollars_for_vcpu;
  return InstanceType{.name = name,
                      .architecture = graviton ? "arm64" : "x86_64",
                      .vcpus = *vcpus,
                      .memory_mib = *vcpus * gib_for_vcpu * 1024,
                      .burstable = family[0] == 't',
                      .on_demand_microdollars = price,
                      .spot_microdollars = price * spot_price_percent / 100};
}

}  // namespace spotdrill::ec2
