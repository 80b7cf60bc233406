// Of one search alone; the budget of steps is what guards an evaluation.
#define BOOST_REGEX_MAX_STATE_COUNT 10000000
#include "jsonata/regex.hpp"

#include <algorithm>
#include <boost/regex.hpp>
#include <iterator>
#include <stdexcept>

#include "jsonata/regex_narrow.hpp"
#include "jsonata/regex_translation.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

struct OutOfSteps {};

/// A place in a subject. Each look at a character costs a step, so that backtracking is bounded.
template <class Character>
class CountedPlace {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = Character;
  using difference_type = std::ptrdiff_t;
  using pointer = const Character*;
  using reference = const Character&;

  CountedPlace() = default;
  CountedPlace(const Character* place, std::uint64_t* steps_left)
      : place_(place), steps_(steps_left) {}

  reference operator*() const {
    if (*steps_ == 0) throw OutOfSteps{};
    --*steps_;
    return *place_;
  }
  reference operator[](difference_type offset) const { return *(*this + offset); }
  CountedPlace& operator++() { return *this += 1; }
  CountedPlace& operator--() { return *this += -1; }
  CountedPlace operator++(int) { return std::exchange(*this, *this + 1); }
  CountedPlace operator--(int) { return std::exchange(*this, *this + -1); }
  CountedPlace& operator+=(difference_type offset) {
    place_ += offset;
    return *this;
  }
  CountedPlace& operator-=(difference_type offset) { return *this += -offset; }
  CountedPlace operator+(difference_type offset) const { return {place_ + offset, steps_}; }
  CountedPlace operator-(difference_type offset) const { return {place_ - offset, steps_}; }
  difference_type operator-(const CountedPlace& other) const { return place_ - other.place_; }
  bool operator==(const CountedPlace& other) const { return place_ == other.place_; }
  auto operator<=>(const CountedPlace& other) const { return place_ <=> other.place_; }

 private:
  const Character* place_ = nullptr;
  std::uint64_t* steps_ = nullptr;
};

/// The first match in `text` from `from` on.
template <class Character>
Result<std::optional<Match>, TooComplex> search_in(const boost::basic_regex<Character>& regex,
                                                   std::basic_string_view<Character> text,
                                                   std::size_t from, bool anchored,
                                                   std::uint64_t& steps_left) {
  using Place = CountedPlace<Character>;
  const Place first{text.data(), &steps_left};
  const Place last{text.data() + text.size(), &steps_left};
  // Its memory is used again: a search is short.
  static thread_local boost::match_results<Place> found;
  try {
    const auto start = first + static_cast<std::ptrdiff_t>(from);
    const auto flags = anchored ? boost::match_continuous : boost::match_default;
    if (!boost::regex_search(start, last, found, regex, flags, first)) {
      return std::optional<Match>{};
    }
  } catch (const OutOfSteps&) {
    return refuse(TooComplex{});
  } catch (const std::runtime_error&) {
    return refuse(TooComplex{});
  }
  const auto group = [&](std::size_t number) {
    return Group{static_cast<std::size_t>(found[static_cast<int>(number)].first - first),
                 static_cast<std::size_t>(found[static_cast<int>(number)].second - first)};
  };
  Match match{.whole = group(0)};
  for (std::size_t i = 1; i < found.size(); ++i) {
    match.groups.push_back(found[static_cast<int>(i)].matched ? std::optional{group(i)}
                                                              : std::nullopt);
  }
  return std::optional{std::move(match)};
}

}  // namespace

struct Regex::Compiled {
  boost::wregex regex;
  boost::regex narrow;    ///< The same for texts of ASCII.
  bool anchored = false;  ///< Can match at the beginning only.
};

Subject::Subject(std::string_view searched) : text(searched) {
  ascii_ = std::all_of(searched.begin(), searched.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii_) return;
  const std::u16string decoded = to_utf16(searched);
  units.assign(decoded.begin(), decoded.end());
}

std::string Subject::between(std::size_t from, std::size_t to) const {
  if (ascii_) return std::string{text.substr(from, to - from)};
  std::string out;
  for (std::size_t i = from; i < to; ++i) append_code_point(out, static_cast<char32_t>(units[i]));
  return out;
}

Regex::Regex(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex, std::string> Regex::compile(std::string_view pattern, std::string_view flags) {
  const std::wstring translated =
      TRY(translate_regex(pattern, flags.find('i') != flags.npos, flags.find('m') != flags.npos));
  auto compiled = std::make_unique<Compiled>();
  compiled->anchored = pattern.starts_with('^') && flags.find('m') == flags.npos &&
                       pattern.find('|') == pattern.npos;
  // DEVIATION: a lookbehind of variable length is refused, and what a group caught in an earlier
  // turn of a loop is kept: Boost.Regex has it so.
  try {
    compiled->regex.assign(translated, boost::wregex::perl);
    compiled->narrow.assign(narrow_regex(translated), boost::regex::perl);
  } catch (const std::runtime_error& error) {
    std::string_view reason{error.what()};
    return refuse("/" + std::string{pattern} +
                  "/: " + std::string{reason.substr(0, reason.find("  The error occurred"))});
  }
  return Regex{std::move(compiled)};
}

Result<std::optional<Match>, TooComplex> Regex::search(const Subject& subject, std::size_t from,
                                                       std::uint64_t& steps_left) const {
  if (compiled_->anchored && from > 0) return std::optional<Match>{};
  if (subject.is_ascii()) {
    return search_in(compiled_->narrow, subject.text, from, compiled_->anchored, steps_left);
  }
  return search_in(compiled_->regex, std::wstring_view{subject.units}, from, compiled_->anchored,
                   steps_left);
}

}  // namespace spotdrill::jsonata
