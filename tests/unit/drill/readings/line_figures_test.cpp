// Lines of output as real tools print them.
#include "drill/readings/line_figures.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace spotdrill::drill {
namespace {

/// "epoch^ 3/10": a label, "^" where it is an outer one, "!" where it is no progress, and the
/// figure.
std::string told(std::string_view line) {
  std::string text;
  for (const LineFigure& figure : line_figures(line)) {
    if (!text.empty()) text += ", ";
    text += figure.label + (figure.outer ? "^" : "") + (figure.other ? "!" : "");
    if (!text.empty() && text.back() != ' ') text += ' ';
    text += figure.of ? fmt::format("{:.10g}/{:.10g}", figure.value, *figure.of)
                      : fmt::format("{:g}%", figure.value);
  }
  return text;
}

struct Printed {
  const char* tool;
  const char* line;
  const char* figures;
};

void PrintTo(const Printed& printed, std::ostream* out) {
  *out << printed.tool << ": " << printed.line;
}

class LineFiguresOf : public testing::TestWithParam<Printed> {};

TEST_P(LineFiguresOf, ThatToolAreThese) {
  EXPECT_EQ(told(GetParam().line), GetParam().figures);
}

constexpr Printed printed_training[] = {
    {"tqdm", " 42%|████▏     | 420/1000 [01:12<01:40,  5.80it/s]", "42%, 420/1000"},
    {"tqdm", "  0%|          | 0/1000 [00:00<?, ?it/s]", "0%, 0/1000"},
    {"tqdm, described", "Epoch 3:  60%|██████    | 120/200 [00:12<00:08,  9.80it/s, loss=0.532]",
     "60%, 120/200"},
    {"tqdm, epochs", "Epoch:  33%|███▎      | 1/3 [10:12<20:24, 612.00s/it]",
     "epoch^ 33%, epoch^ 1/3"},
    {"tqdm, bytes", "model.bin:  35%|███▌      | 1.20G/3.40G [00:12<00:22, 101MB/s]",
     "bin 35%, bin 1200000000/3400000000"},
    {"tqdm, scaled", "train: 43%|████▎     | 512/1.20k [00:12<00:16, 42.7it/s]",
     "train 43%, train 512/1200"},
    {"JSON", R"({"ts": 1764500000.1, "msg": "train", "step": 12, "total_steps": 100, "acc": 0.9})",
     "step 12/100"},
    {"JSON", R"({"level":"info","epoch":3,"max_epochs":20,"loss":0.31})", "epoch^ 3/20"},
    {"logfmt", "level=info msg=copied processed=1200 total=5000 rate=0.5", "processed 1200/5000"},
    {"JSON", R"(2026-11-30T12:00:01.123Z INFO {"event":"batch_done","batch":7,"total_batches":50})",
     "batch 7/50"},
    {"JSON, a fraction", R"({"level":30,"pid":812,"progress":0.140625,"cpu":0.97})",
     "progress 14.0625%"},
    {"JSON, no progress", R"({"step": 12, "max_memory": 100, "loss": 0.5})", ""},
    {"tqdm, no total", "120it [00:12,  9.80it/s]", ""},
    {"tqdm, over", "100%|██████████| 201/200 [00:20<00:00,  9.80it/s]", "100%, 201/200"},
    {"Lightning",
     "Epoch 3:  60%|██████    | 120/200 [00:12<00:08,  9.80it/s, v_num=3, train_acc=0.81]",
     "60%, 120/200"},
    {"Lightning, rich", "Epoch 3/9 ━━━━━━━━╺━━━━━━━ 120/200 0:00:12 • 0:00:08 9.80it/s loss: 0.532",
     "epoch^ 3/9, 120/200"},
    {"Lightning, validation",
     "Validation DataLoader 0:  42%|████▏     | 42/100 [00:01<00:02, 28.00it/s]", "42%, 42/100"},
    {"Keras 2", "Epoch 3/10", "epoch^ 3/10"},
    {"Keras 2",
     "120/200 [=================>............] - ETA: 8s - loss: 0.5320 - accuracy: 0.8120",
     "120/200"},
    {"Keras 3",
     "\x1b[1m120/200\x1b[0m \x1b[32m━━━━━━━━━━━━\x1b[0m\x1b[37m━━━━━━━━\x1b[0m \x1b[1m8s\x1b[0m "
     "98ms/step - accuracy: 0.8120 - loss: 0.5320",
     "120/200"},
    {"Keras 3",
     "\x1b[1m 12/200\x1b[0m \x1b[32m━\x1b[0m\x1b[37m━━━\x1b[0m \x1b[1m18s\x1b[0m 98ms/step",
     "12/200"},
    {"Hugging Face Trainer",
     "{'loss': 0.5321, 'grad_norm': 1.2, 'learning_rate': 2.9e-05, 'epoch': 1.26}", ""},
    {"Hugging Face Trainer", "  Num examples = 16,000", ""},
    {"Hugging Face Trainer, notebook", " [ 420/1000 01:12 < 01:40, 5.80 it/s, Epoch 1.26/3]",
     "420/1000, epoch^ 1.26/3"},
    {"Hugging Face datasets", "Map:  42%|████▏     | 420/1000 [00:01<00:01, 420.00 examples/s]",
     "map 42%, map 420/1000"},
    {"fastai", "Epoch 1/5 : |██████████████████------------| 60.00% [3/5 00:12<00:08 1.2345]",
     "epoch^ 1/5, 60%, 3/5"},
    {"PyTorch example", "Train Epoch: 3 [1200/60000 (2%)]\tLoss: 0.532100", "1200/60000, 2%"},
    {"PyTorch example", "Test set: Average loss: 0.0432, Accuracy: 9862/10000 (99%)",
     "accuracy! 9862/10000, accuracy! 99%"},
    {"torchvision", "Epoch: [3]  [ 120/5005]  eta: 0:12:34  lr: 0.1  img/s: 421.0  loss: 2.31",
     "120/5005"},
    {"ImageNet example",
     "Epoch: [3][ 120/5005]\tTime  0.21 ( 0.25)\tLoss 2.3e+00\tAcc@1  45.31 ( 44.02)", "120/5005"},
    {"YOLO",
     "        3/100      2.51G      1.234      2.345      1.123         42        640:  42%|████▏  "
     "   | 42/100",
     "3/100, 42%, 42/100"},
    {"mmengine",
     "2026/11/30 12:00:01 - mmengine - INFO - Epoch(train)  [3][ 120/5005]  lr: 1.0e-02  eta: "
     "1:12:00",
     "120/5005"},
    {"XGBoost", "[12]\ttrain-rmse:0.43210\teval-rmse:0.53210", ""},
    {"LightGBM", "[120]\tvalid_0's auc: 0.912\tvalid_0's binary_logloss: 0.31", ""},
    {"joblib", "[Parallel(n_jobs=4)]: Done  12 out of  40 | elapsed:   12.3s remaining:   28.7s",
     "done 12/40"},
    {"Whisper", " 42%|████▏     | 1200/2857 [00:12<00:17, 97.10frames/s]", "42%, 1200/2857"},
    {"Whisper", "[00:00.000 --> 00:04.000]  Half of them, say 50 %, were late.", "say 50%"},
    {"Stable Diffusion webui", "Total progress:  42%|████▏     | 42/100 [00:12<00:17,  3.41it/s]",
     "progress 42%, progress 42/100"},
    {"llama.cpp finetune",
     "train: [==>       ] data=0000012/0000400 loss=2.31210 acc=42.10% 00:00:12 ETA=00:06:28",
     "data 12/400, acc! 42.1%"},
    {"llama.cpp", "llama_model_load_internal: mem required  = 5407.71 MB (+ 1026.00 MB per state)",
     ""},
};

constexpr Printed printed_science[] = {
    {"Nextflow", "[3c/1a2b3c] process > ALIGN (sample_12) [ 42%] 12 of 28, cached: 3",
     "align 42%, align 12/28"},
    {"Nextflow", "[17/040586] ALIGN (sample_12) | 12 of 28 ✔", "align 12/28"},
    {"Nextflow", "executor >  local (12)", ""},
    {"Snakemake", "12 of 40 steps (30%) done", "steps 12/40, steps 30%"},
    {"Snakemake", "[Mon Nov 30 12:00:01 2026]", ""},
    {"GROMACS", "step 1200, remaining wall clock time:   120 s          ", ""},
    {"GROMACS", "step 1200, will finish Mon Nov 30 12:00:00 2026", ""},
    {"GROMACS", "Writing checkpoint, step 500 at Mon Nov 30 12:00:00 2026", ""},
    {"LAMMPS", "      1200   300.15       -4.5123     0              -2.2612      0.1532", ""},
    {"GATK",
     "12:00:01.123 INFO  ProgressMeter -        chr1:1200345              0.5          1200        "
     " 2400.0",
     ""},
    {"samtools", "[bam_sort_core] merging from 12 files and 4 in-memory blocks...", ""},
    {"bwa", "[M::mem_process_seqs] Processed 66226 reads in 12.314 CPU sec, 3.102 real sec", ""},
    {"STAR",
     "Nov 30 12:01:00     12.3     1200000      101    92.3%    100.5     0.2%     3.1%     0.0%",
     "! 92.3%, ! 0.2%, ! 3.1%, ! 0%"},
    {"CryoSPARC-like", "-- iteration 12 of 25: resolution 4.2 A", "iteration 12/25"},
    {"RELION", "000/??? sec ~~(,_,\">          [oo]", ""},
    {"Spark", "[Stage 3:=====================>                    (12 + 2) / 40]", "12/40"},
    {"Dask", "[########            ] | 42% Completed | 12.3s", "42%"},
};

constexpr Printed printed_media[] = {
    {"ffmpeg",
     "frame=  120 fps= 24 q=28.0 size=     512kB time=00:00:05.00 bitrate= 838.9kbits/s "
     "speed=0.99x",
     ""},
    {"HandBrake", "Encoding: task 1 of 2, 42.15 % (98.12 fps, avg 101.20 fps, ETA 00h01m12s)",
     "task^ 1/2, 42.15%"},
    {"Blender",
     "Fra:12 Mem:120.00M (Peak 130.00M) | Time:00:12.34 | Remaining:00:30.00 | Mem:80.00M, "
     "Peak:90.00M | Scene, View Layer | Rendered 3/8 Tiles, Sample 64/128",
     "rendered^ 3/8, sample 64/128"},
    {"Blender",
     "Fra:12 Mem:120.00M (Peak 130.00M) | Time:00:12.34 | Mem:80.00M, Peak:90.00M | Scene, View "
     "Layer | Sample 64/128",
     "sample 64/128"},
    {"Blender",
     "Fra:125 Mem:12.37M (0.00M, Peak 14.83M) | Time:00:00.13 | Remaining:00:00.14 | Mem:0.71M, "
     "Peak:1.20M | Lines, RenderLayer | Path Tracing Tile 1/16, Sample 10/10",
     "tile^ 1/16, sample 10/10"},
};

constexpr Printed printed_copying[] = {
    {"rsync --progress", "        782,448  63%  110.64kB/s    0:00:04", "63%"},
    {"rsync --progress", "      1,238,099 100%  146.38kB/s    0:00:08 (xfr#5, to-chk=169/396)",
     "100%, to-chk! 169/396"},
    {"rsync --info=progress2",
     "    105.45M  13%  602.83kB/s    0:02:50 (xfr#495, ir-chk=1020/3825)",
     "13%, ir-chk! 1020/3825"},
    {"restic", "[0:12] 42.00%  120 files 1.200 GiB, total 300 files 2.857 GiB, 0 errors ETA 0:17",
     "42%"},
    {"restic", "[0:12] 42.00%  120 / 300 files, 1.2 GiB / 2.857 GiB, 0 errors ETA 0:17",
     "42%, files^ 120/300, 1288490189/3067680391"},
    {"wget", "  1200K .......... .......... .......... .......... .......... 42% 1.21M 3s", "42%"},
    {"wget", "model.bin            42%[=======>            ]   1.20G  10.1MB/s    eta 2m 41s",
     "bin 42%"},
    {"curl", " 42  120M   42 50.4M    0     0  10.1M      0  0:00:11  0:00:05  0:00:06 10.2M", ""},
    {"aws s3 cp", "Completed 256.0 KiB/1.2 MiB (1.1 MiB/s) with 3 file(s) remaining",
     "completed 262144/1258291.2"},
    {"gsutil", "- [3/12 files][ 42.1 MiB/ 99.9 MiB]  42% Done",
     "files^ 3/12, 44145049.6/104752742.4, 42%"},
    {"aria2", "[#2089b0 400.0KiB/33.2MiB(1%) CN:1 DL:115.7KiB ETA:4m51s]", "409600/34812723.2, 1%"},
    {"pv", "1.2GiB 0:00:12 [ 100MiB/s] [=======>           ] 42% ETA 0:00:16", "42%"},
    {"dd", "1073741824 bytes (1.1 GB, 1.0 GiB) copied, 12.1 s, 89 MB/s", ""},
    {"rclone", "Transferred:   \t    1.200 GiB / 3.400 GiB, 35%, 10.100 MiB/s, ETA 3m43s",
     "transferred 1288490189/3650722202, transferred 35%"},
    {"git clone", "Receiving objects:  42% (420/1000), 1.20 MiB | 1.00 MiB/s",
     "objects 42%, objects 420/1000"},
    {"git clone", "remote: Compressing objects: 100% (420/420), done.",
     "objects 100%, objects 420/420"},
    {"pip", "   ━━━━━━━━━━━━━━╸━━━━━━━━━━━━━━━ 1.2/3.4 MB 5.6 MB/s eta 0:00:01", "1200000/3400000"},
    {"docker pull", "a1b2c3d4e5f6: Downloading [==================>            ]  12.3MB/45.6MB",
     "downloading 12300000/45600000"},
};

constexpr Printed printed_building[] = {
    {"pytest", "tests/test_a.py ..........................                              [ 42%]",
     "py 42%"},
    {"pytest -v", "tests/test_a.py::test_b[1/2] PASSED                                     [ 42%]",
     "test_b 1/2, passed 42%"},
    {"pytest-cov", "src/foo.py                     120     12    90%   12-14, 20", "! 90%"},
    {"pytest-cov", "TOTAL                         1200    120    90%", "! 90%"},
    {"cmake", "[ 42%] Building CXX object src/CMakeFiles/a.dir/a.cpp.o", "42%"},
    {"ninja", "[12/87] Building CXX object src/CMakeFiles/a.dir/a.cpp.o", "12/87"},
    {"apt", "42% [12 libfoo 120 kB/1,200 kB 10%]                 1,024 kB/s 3s",
     "42%, libfoo 120000/1200000, libfoo 10%"},
    {"apt", "Get:12 http://deb.debian.org/debian bookworm/main amd64 libfoo amd64 1.2.3-4 [120 kB]",
     ""},
    {"apt", "Progress: [ 42%] [#################.......................]", "progress 42%"},
    {"dpkg", "(Reading database ... 45%", "database 45%"},
    {"docker build", "Step 3/10 : RUN apt-get install -y python3", "step 3/10"},
    {"docker buildx", "#5 [ 3/10] RUN apt-get install -y python3", "3/10"},
    {"docker buildx", "[+] Building 12.3s (5/9)", "5/9"},
    {"cargo", "    Building [=====>                   ] 12/87: serde, syn", "building 12/87"},
    {"GNU parallel --bar", "42% 42:58=12s sample_42.fq.gz", "42%"},
    {"fio", "Jobs: 1 (f=1): [W(1)][42.0%][w=120MiB/s][w=30.7k IOPS][eta 00m:35s]", "42%"},
    {"celery",
     "[2026-11-30 12:00:01,123: INFO/ForkPoolWorker-1] Task a.b[3c1d] succeeded in 0.42s: 3", ""},
};

INSTANTIATE_TEST_SUITE_P(Training, LineFiguresOf, testing::ValuesIn(printed_training));
INSTANTIATE_TEST_SUITE_P(Science, LineFiguresOf, testing::ValuesIn(printed_science));
INSTANTIATE_TEST_SUITE_P(Media, LineFiguresOf, testing::ValuesIn(printed_media));
INSTANTIATE_TEST_SUITE_P(Copying, LineFiguresOf, testing::ValuesIn(printed_copying));
INSTANTIATE_TEST_SUITE_P(Building, LineFiguresOf, testing::ValuesIn(printed_building));

constexpr Printed printed_by_hand[] = {
    {"own script", "progress 42 %", "progress 42%"},
    {"own script", "processed 1,200/30,000 rows", "processed 1200/30000"},
    {"own script", "512 MiB / 2 GiB copied", "536870912/2147483648"},
    {"own script", "[3/10] item", "3/10"},
    {"own script", "(3 / 10) item", "3/10"},
    {"own script", "step 12 of 40", "step 12/40"},
    {"own script", "step=12/40 loss=0.53", "step 12/40"},
    {"own script", "step12/40", "step 12/40"},
    {"own script", "step 12/40 loss 0.53", "step 12/40"},
    {"own script", "12/40 loss 0.53", "12/40"},
    {"own script", "Epoch-3/10", "epoch^ 3/10"},
    {"own script", "Finished epoch 3 of 10 in 12 s", "epoch^ 3/10"},
    {"own script", "epoch number 3/10", "epoch^ 3/10"},
    {"own script", "3/10 epochs done", "epochs^ 3/10"},
    {"own script", "saved at 42,5 %", "saved 42.5%"},
    {"own script", "fold 2/5 epoch 3/10 batch 12/40", "fold^ 2/5, epoch^ 3/10, batch 12/40"},
    {"own script", "accuracy: 42.5% epoch: 3/10", "accuracy! 42.5%, epoch^ 3/10"},
    {"own script", "val accuracy on test set = 42%", "accuracy! 42%"},
    {"own script", "epoch 3/10 done, train acc 42%, memory 3.4/8.0 GiB (42%), cpu 93%",
     "epoch^ 3/10, acc! 42%, memory! 3650722202/8589934592, memory! 42%, cpu! 93%"},
    {"own script", "GPU 0: 42%, GPU util 42 %, battery 80%", "! 42%, util! 42%, battery! 80%"},
    {"own script", "hit rate 42%, disk usage: 42% , 42% used, 42% of memory",
     "rate! 42%, usage! 42%, ! 42%, ! 42%"},
    {"own script", "memory test: 42% complete", "test 42%"},
    {"own script", "remaining: 12/40", "remaining! 12/40"},
    {"own script", "12:00:01 INFO 42%", "info 42%"},
    {"own script", "11/30 12:00:01 epoch 3/10", "epoch^ 3/10"},
    {"own script", "1/2 cup of sugar", "1/2"},
    {"carriage returns", "10%\r20%\r30%", "10%, 20%, 30%"},
};

INSTANTIATE_TEST_SUITE_P(Plain, LineFiguresOf, testing::ValuesIn(printed_by_hand));

constexpr Printed without_figures[] = {
    {"date", "2026/11/30 it began", ""},
    {"date", "30/11/2026", ""},
    {"date", "11/30 12:00:01 INFO began", ""},
    {"date", "[11/30 12:00] began", ""},
    {"date", "since 11/30", ""},
    {"path", "reading /a/3/10", ""},
    {"path", "reading data/3/10.csv", ""},
    {"path", "3/10/part.csv and 3/10_b and 3/10.csv", ""},
    {"address", "GET s3://bucket/3/10 http://a.example/3/10?x=100%20b&y=42%2Fc", ""},
    {"address", "10.0.0.0/16 10.0.0.1 fe80::1/64 ::1/128", ""},
    {"version", "HTTP/1.1 curl/7.88.1 3/10.2.1", ""},
    {"nothing to do", "0/0 and 1/1 and 0/1", ""},
    {"over", "24/7 support, 80/20, 7 of 3", ""},
    {"rate", "12/s, 5 it/s, 120.5 MB/s", ""},
    {"sign", "-3% +3% -3/10 from 5-10%", ""},
    {"too much", "cpu at 250%", ""},
    {"hash", "[17/040586] and 3c/1a2b3c", ""},
    {"code", "printf(\"%d%%\", x)", ""},
};

INSTANTIATE_TEST_SUITE_P(Nothing, LineFiguresOf, testing::ValuesIn(without_figures));

TEST(LineFigures, SayWhereTheyStand) {
  const std::string line = "epoch 3/10: 42 % of it";
  const std::vector<LineFigure> figures = line_figures(line);
  ASSERT_EQ(figures.size(), 2U);
  EXPECT_EQ(line.substr(figures[0].begin, figures[0].end - figures[0].begin), "3/10");
  EXPECT_EQ(line.substr(figures[1].begin, figures[1].end - figures[1].begin), "42 %");
}

TEST(LineFigures, OfAnEndlessLineAreBounded) {
  std::string line;
  while (line.size() < 2 * figure_line_bytes_max) line += "3/10 ";
  EXPECT_EQ(line_figures(line).size(), line_figures_max);
  EXPECT_TRUE(line_figures(std::string(2 * figure_line_bytes_max, '9') + "%").empty());
  EXPECT_TRUE(line_figures(std::string(2 * figure_line_bytes_max, '\x1b') + "3/10").empty());
}

}  // namespace
}  // namespace spotdrill::drill
