// Memory of one evaluation: taken piece by piece, given back all at once. It is counted, so that an
// evaluation that makes too much ends by itself. Nothing in it has a destructor.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace spotdrill::jsonata {

class Arena {
 public:
  explicit Arena(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Memory for `bytes`, aligned for whatever is made here. Always succeeds: who asks for much
  /// asks `fits` before, and what is made of little ends at the next look at `exhausted`.
  void* allocate(std::size_t bytes) {
    bytes = (bytes + alignment - 1) & ~(alignment - 1);
    if (bytes > left_) [[unlikely]]
      return refill(bytes);
    left_ -= bytes;
    return std::exchange(next_, next_ + bytes);
  }

  /// Whether `bytes` more are within the limit. If not, the evaluation is over.
  bool fits(std::size_t bytes) {
    if (bytes <= bytes_max_ && taken_ <= bytes_max_ - bytes) return true;
    exhausted_ = true;
    return false;
  }

  /// Counts memory that is taken elsewhere. False: it is beyond the limit.
  bool charge(std::size_t bytes) {
    if (!fits(bytes)) return false;
    taken_ += bytes;
    return true;
  }

  bool exhausted() const { return exhausted_; }

  template <class T, class... Arguments>
  T* make(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= alignment);
    return new (allocate(sizeof(T))) T{std::forward<Arguments>(arguments)...};
  }

  template <class T>
  T* make_array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= alignment);
    return static_cast<T*>(allocate(count * sizeof(T)));
  }

  /// An array with room for `capacity`, which begins with the `size` of `items`.
  template <class T>
  T* make_copy(const T* items, std::size_t size, std::size_t capacity) {
    static_assert(std::is_trivially_copyable_v<T>);
    T* copy = make_array<T>(capacity);
    if (size != 0) std::memcpy(static_cast<void*>(copy), items, size * sizeof(T));
    return copy;
  }

  /// A copy of `text` that lives as long as the evaluation.
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    return {make_copy(text.data(), text.size(), text.size()), text.size()};
  }

 private:
  static constexpr std::size_t alignment = 8;

  /// Memory for `bytes` where the block has none left.
  [[nodiscard]] void* refill(std::size_t bytes);

  std::size_t bytes_max_;
  std::size_t taken_ = 0;
  std::size_t left_ = 0;
  char* next_ = nullptr;
  bool exhausted_ = false;
  std::vector<std::unique_ptr<char[]>> blocks_;        // All of one size.
  std::vector<std::unique_ptr<char[]>> large_blocks_;  // Each for one thing.
};

}  // namespace spotdrill::jsonata
