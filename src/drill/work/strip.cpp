#include "drill/work/strip.hpp"

#include <algorithm>

namespace spotdrill::drill {

Strip::Strip(Instant from, Instant to) : begin_(from), end_(std::max(from, to)) {
  pieces_[begin_] = Spent::Unknown;
}

std::map<Instant, Spent>::iterator Strip::cut(Instant at) {
  const auto after = pieces_.upper_bound(at);
  const auto piece = std::prev(after);
  return piece->first == at ? piece : pieces_.emplace_hint(after, at, piece->second);
}

Instant Strip::end_of(std::map<Instant, Spent>::const_iterator piece) const {
  const auto next = std::next(piece);
  return next == pieces_.end() ? end_ : next->first;
}

void Strip::paint(Instant from, Instant to, Spent spent) {
  from = std::max(from, begin_);
  to = std::min(to, end_);
  if (from >= to) return;
  if (to < end_) cut(to);
  const auto first = cut(from);
  first->second = spent;
  pieces_.erase(std::next(first), pieces_.lower_bound(to));
}

void Strip::paint_over(Spent only, Instant from, Instant to, Spent spent) {
  from = std::max(from, begin_);
  to = std::min(to, end_);
  if (from >= to) return;
  if (to < end_) cut(to);
  for (auto piece = cut(from); piece != pieces_.end() && piece->first < to; ++piece) {
    if (piece->second == only) piece->second = spent;
  }
}

void Strip::add_to(Amounts& amounts, Instant from, Instant to) const {
  for (auto piece = pieces_.begin(); piece != pieces_.end(); ++piece) {
    const Instant begin = std::max(piece->first, from);
    const Instant end = std::min(end_of(piece), to);
    if (end > begin) amounts[static_cast<std::size_t>(piece->second)] += end - begin;
  }
}

}  // namespace spotdrill::drill
