#include "jsonata/map.hpp"

#include <algorithm>
#include <functional>

namespace spotdrill::jsonata {

namespace {

constexpr std::uint32_t looked_through_max = 8;

/// Whether `key` is an array index to JavaScript: it stands first, and sorts by number.
bool is_array_index(std::string_view key) {
  if (key.empty() || key.size() > 10) return false;
  if (key[0] == '0') return key.size() == 1;
  std::uint64_t number = 0;
  for (const char c : key) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number < 0xFFFF'FFFF;
}

}  // namespace

Member* Map::find(std::string_view key) const {
  if (index_size == 0) {
    for (std::uint32_t i = 0; i < size; ++i) {
      if (members[i].key == key) return &members[i];
    }
    return nullptr;
  }
  std::size_t place = std::hash<std::string_view>{}(key) & (index_size - 1);
  while (index[place] != 0) {
    Member& found = members[index[place] - 1];
    if (found.key == key) return &found;
    place = (place + 1) & (index_size - 1);
  }
  return nullptr;
}

Value& Map::at(Arena& arena, std::string_view key) {
  if (Member* found = find(key)) return found->value;
  if (size == capacity) {
    capacity = capacity == 0 ? 4 : capacity * 2;
    members = arena.make_copy(members, size, capacity);
  }
  members[size++] = Member{key, {}};
  if (size > looked_through_max) {
    if (size * 2 > index_size) {
      reindex(arena);
    } else {
      add_to_index(size - 1);
    }
  }
  return members[size - 1].value;
}

void Map::erase(Arena& arena, std::string_view key) {
  Member* found = find(key);
  if (found == nullptr) return;
  std::move(found + 1, members + size, found);
  --size;
  if (index_size != 0) reindex(arena);
}

void Map::reindex(Arena& arena) {
  index_size = 32;
  while (index_size < size * 4) index_size *= 2;
  index = arena.make_array<std::uint32_t>(index_size);
  std::fill_n(index, index_size, 0);
  for (std::uint32_t i = 0; i < size; ++i) add_to_index(i);
}

void Map::add_to_index(std::uint32_t place) {
  std::size_t free = std::hash<std::string_view>{}(members[place].key) & (index_size - 1);
  while (index[free] != 0) free = (free + 1) & (index_size - 1);
  index[free] = place + 1;
}

Value member(const Value& object, std::string_view key) {
  if (const Map* map = object.map()) {
    const Member* found = map->find(key);
    return found != nullptr ? found->value : Value{};
  }
  const json::value* found = object.input_object().if_contains(key);
  return found != nullptr ? Value::of(*found) : Value{};
}

std::size_t member_count(const Value& object) {
  const Map* map = object.map();
  return map != nullptr ? map->size : object.input_object().size();
}

Members::Members(Arena& arena, const Value& object) : size_(member_count(object)) {
  const Map* map = object.map();
  Member* copy = nullptr;
  if (map != nullptr) {
    members_ = map->members;
  } else {
    copy = arena.make_array<Member>(size_);
    Member* next = copy;
    for (const auto& pair : object.input_object()) {
      *next++ = {std::string_view{pair.key()}, Value::of(pair.value())};
    }
    members_ = copy;
  }
  const auto indexed = [](const Member& member) { return is_array_index(member.key); };
  if (std::none_of(begin(), end(), indexed)) return;
  if (copy == nullptr) {
    members_ = copy = arena.make_copy(members_, size_, size_);
  }
  Member* others = std::stable_partition(copy, copy + size_, indexed);
  std::sort(copy, others, [](const Member& left, const Member& right) {
    if (left.key.size() != right.key.size()) return left.key.size() < right.key.size();
    return left.key < right.key;
  });
}

}  // namespace spotdrill::jsonata
