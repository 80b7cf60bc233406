// Regional<T>: a service's state, apart for each region, made when a region is first used. A region
// that the store has rows of is made at the start, so that its timers are armed again.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace spotdrill::wire {

template <class T>
class Regional {
 public:
  using Make = std::function<std::unique_ptr<T>(const std::string& region)>;

  explicit Regional(Make make) : make_(std::move(make)) {}

  T& at(const std::string& region) {
    std::unique_ptr<T>& state = states_[region];
    if (state == nullptr) state = make_(region);
    return *state;
  }

  /// Every region in use, in order of names.
  [[nodiscard]] const std::map<std::string, std::unique_ptr<T>>& all() const { return states_; }

  /// Forgets every region. T's destructor withdraws its timers.
  void clear() { states_.clear(); }

 private:
  Make make_;
  std::map<std::string, std::unique_ptr<T>> states_;
};

}  // namespace spotdrill::wire
