#include "drill/readings/figure_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace spotdrill::drill {

namespace {

using namespace std::string_view_literals;

constexpr std::array outer_words{
    "epoch"sv,   "pass"sv,    "round"sv, "fold"sv,    "phase"sv,      "stage"sv,   "file"sv,
    "part"sv,    "chapter"sv, "cycle"sv, "trial"sv,   "generation"sv, "shard"sv,   "task"sv,
    "job"sv,     "tile"sv,    "layer"sv, "dataset"sv, "repeat"sv,     "run"sv,     "experiment"sv,
    "chunk"sv,   "volume"sv,  "sweep"sv, "scene"sv,   "video"sv,      "segment"sv, "split"sv,
    "episode"sv, "book"sv,    "game"sv,  "passe"sv,   "passes"sv,     "archive"sv, "loop"sv,
};

constexpr std::array counted_words{
    "step"sv,   "iteration"sv, "iter"sv,     "it"sv,      "batch"sv, "batche"sv, "frame"sv,
    "item"sv,   "record"sv,    "row"sv,      "line"sv,    "page"sv,  "image"sv,  "sample"sv,
    "object"sv, "byte"sv,      "sequence"sv, "example"sv, "test"sv,  "read"sv,   "message"sv,
};

constexpr std::array progress_words{
    "done"sv,       "complete"sv, "completed"sv, "progress"sv, "finished"sv,  "processed"sv,
    "downloaded"sv, "uploaded"sv, "rendered"sv,  "copied"sv,   "converted"sv, "trained"sv,
};

// Also what counts down, such as rsync's files to check.
constexpr std::array no_progress_words{
    "accuracy"sv,    "acc"sv,         "loss"sv,        "losse"sv,       "memory"sv,
    "mem"sv,         "cpu"sv,         "disk"sv,        "gpu"sv,         "util"sv,
    "utilization"sv, "utilisation"sv, "battery"sv,     "hit"sv,         "miss"sv,
    "misse"sv,       "rate"sv,        "free"sv,        "used"sv,        "usage"sv,
    "recall"sv,      "precision"sv,   "f1"sv,          "coverage"sv,    "cover"sv,
    "covered"sv,     "compression"sv, "ratio"sv,       "vram"sv,        "ram"sv,
    "swap"sv,        "load"sv,        "lr"sv,          "score"sv,       "auc"sv,
    "error"sv,       "err"sv,         "wer"sv,         "cer"sv,         "iou"sv,
    "miou"sv,        "dice"sv,        "top1"sv,        "top5"sv,        "top-1"sv,
    "top-5"sv,       "sensitivity"sv, "specificity"sv, "confidence"sv,  "conf"sv,
    "probability"sv, "prob"sv,        "similarity"sv,  "identity"sv,    "mapped"sv,
    "aligned"sv,     "gc"sv,          "duplication"sv, "duplicate"sv,   "dropout"sv,
    "sparsity"sv,    "occupancy"sv,   "humidity"sv,    "temperature"sv, "temp"sv,
    "fan"sv,         "power"sv,       "quota"sv,       "inode"sv,       "bandwidth"sv,
    "idle"sv,        "iowait"sv,      "busy"sv,        "overhead"sv,    "speedup"sv,
    "threshold"sv,   "tolerance"sv,   "percentile"sv,  "quantile"sv,    "growth"sv,
    "change"sv,      "increase"sv,    "decrease"sv,    "reduction"sv,   "saving"sv,
    "available"sv,   "avail"sv,       "remaining"sv,   "left"sv,        "correct"sv,
    "wrong"sv,       "chk"sv,         "to-check"sv,    "winrate"sv,     "perplexity"sv,
    "ppl"sv,         "bleu"sv,        "efficiency"sv,  "quality"sv,     "health"sv,
    "failed"sv,      "failure"sv,     "steal"sv,       "cache"sv,       "mse"sv,
    "mae"sv,         "rmse"sv,        "r2"sv,          "vocab"sv,       "grad"sv,
};

template <std::size_t Count>
bool holds(const std::array<std::string_view, Count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

FigureWord look_up(std::string_view word) {
  if (holds(outer_words, word)) return FigureWord::Outer;
  if (holds(counted_words, word)) return FigureWord::Counted;
  if (holds(progress_words, word)) return FigureWord::Progress;
  if (holds(no_progress_words, word)) return FigureWord::Other;
  return FigureWord::Unknown;
}

/// One word, as it is or without what a plural or a count has put at its end.
FigureWord simple_word(std::string_view word) {
  if (const FigureWord found = look_up(word); found != FigureWord::Unknown) return found;
  const std::size_t last = word.find_last_not_of("0123456789");
  if (last == std::string_view::npos) return FigureWord::Unknown;
  word = word.substr(0, last + 1);
  if (const FigureWord found = look_up(word); found != FigureWord::Unknown) return found;
  return word.ends_with('s') ? look_up(word.substr(0, word.size() - 1)) : FigureWord::Unknown;
}

}  // namespace

FigureWord figure_word(std::string_view word) {
  FigureWord best = simple_word(word);
  if (best != FigureWord::Unknown) return best;
  // What is no progress outweighs: "train_acc", "epoch_loss".
  while (!word.empty()) {
    const std::size_t end = std::min(word.find_first_of("_-"), word.size());
    const FigureWord part = simple_word(word.substr(0, end));
    if (part == FigureWord::Other) return part;
    if (part != FigureWord::Unknown) best = part;
    word.remove_prefix(std::min(end + 1, word.size()));
  }
  return best;
}

}  // namespace spotdrill::drill
