// Objects: those that an evaluation makes, and one way to look into them and the input's alike.
#pragma once

#include <string_view>

#include "jsonata/value.hpp"

namespace spotdrill::jsonata {

struct Member {
  std::string_view key;
  Value value;
};

/// An object made by the evaluation, in order of insertion.
struct Map {
  Member* members = nullptr;
  std::uint32_t size = 0;
  std::uint32_t capacity = 0;
  std::uint32_t* index = nullptr;  ///< By hash: 1 + the place in `members`, 0 for free.
  std::uint32_t index_size = 0;    ///< A power of two; 0 while few members are looked through.

  Member* find(std::string_view key) const;
  /// The member `key`, which is made if it is not there.
  Value& at(Arena& arena, std::string_view key);
  void erase(Arena& arena, std::string_view key);

 private:
  void reindex(Arena& arena);
  /// Notes in the index where the member number `place` is.
  void add_to_index(std::uint32_t place);
};

/// The member `key` of any object, or nothing.
Value member(const Value& object, std::string_view key);

std::size_t member_count(const Value& object);

/// The members of any object in the order of the reference: keys that are array indices first, by
/// number, then the others as they were added.
class Members {
 public:
  Members(Arena& arena, const Value& object);
  const Member* begin() const { return members_; }
  const Member* end() const { return members_ + size_; }
  std::size_t size() const { return size_; }

 private:
  const Member* members_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace spotdrill::jsonata
