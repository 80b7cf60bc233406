#include "drill/readings/checkpoint_names.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/lower_case.hpp"
#include "drill/readings/line_numbers.hpp"

namespace spotdrill::drill {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t name_bytes_max = 255;
/// More digits are a hash or a time.
constexpr std::size_t name_digits_max = 15;

constexpr std::array step_labels{"step"sv,       "steps"sv, "iter"sv,      "iteration"sv,
                                 "iterations"sv, "it"sv,    "batch"sv,     "update"sv,
                                 "updates"sv,    "frame"sv, "globalstep"sv};
constexpr std::array epoch_labels{"epoch"sv, "epochs"sv, "ep"sv, "e"sv, "round"sv, "generation"sv};
constexpr std::array plain_labels{"checkpoint"sv, "checkpoints"sv, "ckpt"sv, "chkpt"sv,
                                  "chkpnt"sv,     "cp"sv,          "cpt"sv,  "model"sv,
                                  "weights"sv,    "state"sv,       "save"sv, "saved"sv,
                                  "snapshot"sv,   "net"sv,         "dump"sv, "restart"sv};
/// What stands before numbers that count no work.
constexpr std::array other_labels{"seed"sv, "rank"sv, "v"sv,   "version"sv, "fold"sv, "loss"sv,
                                  "acc"sv,  "of"sv,   "run"sv, "lr"sv,      "gpu"sv,  "val"sv,
                                  "mp"sv,   "tp"sv,   "pp"sv,  "dp"sv,      "trial"sv};

constexpr std::array unfinished_parts{"tmp"sv, "temp"sv, "incomplete"sv, "partial"sv,
                                      "inprogress"sv};
constexpr std::array unfinished_ends{".part"sv,     ".swp"sv, ".lock"sv,
                                     ".download"sv, ".new"sv, "~"sv};

constexpr std::array checkpoint_ends{
    ".pt"sv,  ".pth"sv, ".ckpt"sv,    ".h5"sv,          ".hdf5"sv, ".keras"sv,  ".pkl"sv,
    ".cpt"sv, ".npz"sv, ".npy"sv,     ".safetensors"sv, ".chk"sv,  ".joblib"sv, ".pickle"sv,
    ".sav"sv, ".rst"sv, ".restart"sv, ".msgpack"sv,     ".cbm"sv,  ".ubj"sv,    ".xgb"sv};
/// Beside checkpoints and of like names.
constexpr std::array no_checkpoint_ends{".log"sv, ".txt"sv, ".csv"sv, ".yaml"sv,
                                        ".yml"sv, ".py"sv,  ".md"sv,  ".png"sv,
                                        ".out"sv, ".err"sv, ".sh"sv,  ".html"sv};

template <std::size_t Count>
bool any_of_labels(const std::array<std::string_view, Count>& labels, std::string_view label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

template <std::size_t Count>
bool ends_with_any(const std::array<std::string_view, Count>& ends, std::string_view name) {
  return std::any_of(ends.begin(), ends.end(), [&](auto end) { return name.ends_with(end); });
}

std::string lower_name(std::string_view name) {
  return lower_case(name.substr(0, name_bytes_max));
}

/// `name` without an extension that begins with a letter: ".h5" is no number.
std::string_view stem_of(std::string_view name) {
  const std::size_t point = name.rfind('.');
  if (point == std::string_view::npos || point == 0 || point + 1 == name.size()) return name;
  const std::string_view end = name.substr(point + 1);
  // "model.ckpt-500" has none.
  const bool extension = is_letter(end.front()) && std::all_of(end.begin(), end.end(), [](char c) {
                           return is_letter(c) || is_digit(c);
                         });
  return extension ? name.substr(0, point) : name;
}

struct NameToken {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool whole = true;  ///< "0.12" is a loss.
  std::string_view label;
  bool glued = false;  ///< To the letters before it.
};

std::size_t run_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// The digit runs of `stem`, with the letters before each.
std::vector<NameToken> tokens_of(std::string_view stem) {
  std::vector<NameToken> tokens;
  for (std::size_t at = 0; at < stem.size();) {
    if (!is_digit(stem[at])) {
      ++at;
      continue;
    }
    NameToken token{.begin = at, .end = run_end(stem, at)};
    const bool fraction = token.end - at <= 2 && token.end + 1 < stem.size() &&
                          stem[token.end] == '.' && is_digit(stem[token.end + 1]);
    if (fraction) {
      token.whole = false;
      token.end = run_end(stem, token.end + 1);
    }
    std::size_t letters = at;
    while (letters > 0 && one_of(stem[letters - 1], "-_=. :")) --letters;
    token.glued = letters == at && at > 0;
    std::size_t begin = letters;
    while (begin > 0 && is_letter(stem[begin - 1])) --begin;
    token.label = stem.substr(begin, letters - begin);
    tokens.push_back(token);
    at = token.end;
  }
  return tokens;
}

/// How much the number counts work; 0: not at all.
int rank_of(std::string_view stem, const NameToken& token) {
  const std::string_view digits = stem.substr(token.begin, token.end - token.begin);
  const bool date = digits.size() >= 8 && digits.starts_with("20");
  if (!token.whole || digits.size() > name_digits_max || date) return 0;
  const std::string_view after = stem.substr(token.end);
  if (after.starts_with("-of-") || any_of_labels(other_labels, token.label)) return 0;
  if (any_of_labels(step_labels, token.label)) return 3;
  if (any_of_labels(epoch_labels, token.label)) return 2;
  if (any_of_labels(plain_labels, token.label)) return 1;
  // "resnet50" is a name; so is what letters follow: "7b".
  return token.glued || (!after.empty() && is_letter(after.front())) ? 0 : 1;
}

}  // namespace

std::vector<NameNumber> name_numbers(std::string_view name) {
  const std::string lower = lower_name(name);
  const std::string_view stem = stem_of(lower);
  std::vector<NameNumber> numbers;
  for (const NameToken& token : tokens_of(stem)) {
    const int rank = rank_of(stem, token);
    if (rank == 0) continue;
    NameNumber number{.rank = rank};
    std::from_chars(stem.data() + token.begin, stem.data() + token.end, number.value);
    numbers.push_back(number);
  }
  return numbers;
}

std::string name_shape(std::string_view name) {
  std::string shape;
  for (std::size_t at = 0; at < name.size();) {
    if (is_digit(name[at])) {
      at = run_end(name, at);
      shape += '#';
    } else {
      shape += name[at++];
    }
  }
  return shape;
}

bool temporary_name(std::string_view name) {
  const std::string lower = lower_name(name);
  if (lower.empty() || lower[0] == '.' || lower[0] == '#') return true;
  if (ends_with_any(unfinished_ends, lower)) return true;
  for (std::size_t at = 0; at < lower.size();) {
    const std::size_t end = std::min(lower.find_first_of(".-_ ", at), lower.size());
    const std::string_view part = std::string_view{lower}.substr(at, end - at);
    // "tmp1a2b" of mkstemp, too.
    if (any_of_labels(unfinished_parts, part) || (part.starts_with("tmp") && part.size() > 6)) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

bool checkpoint_name(std::string_view name, bool directory) {
  const std::string lower = lower_name(name);
  if (temporary_name(lower)) return false;
  const std::vector<NameNumber> numbers = name_numbers(lower);
  const bool counted = std::any_of(numbers.begin(), numbers.end(),
                                   [](const auto& number) { return number.rank > 1; });
  const bool said = lower.find("ckpt") != std::string::npos ||
                    lower.find("checkpoint") != std::string::npos ||
                    lower.find("snapshot") != std::string::npos;
  if (directory) {
    // Orbax has directories that are called "500".
    const bool only_digits = run_end(lower, 0) == lower.size();
    return !numbers.empty() && (said || counted || only_digits);
  }
  if (ends_with_any(no_checkpoint_ends, lower)) return false;
  return ends_with_any(checkpoint_ends, lower) || (said && lower != "checkpoint") || counted;
}

}  // namespace spotdrill::drill
