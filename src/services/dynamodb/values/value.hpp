// Attribute values and items in memory: what an AttributeValue says, typed and checked. Not how
// they travel (api_values.hpp) or are kept (item_text.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "services/dynamodb/values/number.hpp"

namespace spotdrill::dynamodb {

struct Value;

/// An item, or what is in a map: values by their names, in order of the names' bytes.
using Attributes = std::map<std::string, Value, std::less<>>;

struct Binary {
  std::string bytes;
  auto operator<=>(const Binary&) const = default;
};
struct StringSet {
  std::vector<std::string> members;  ///< In the order in which they came.
};
struct NumberSet {
  std::vector<Number> members;
};
struct BinarySet {
  std::vector<std::string> members;
};
struct List {
  std::vector<Value> elements;
};
struct Map {
  Attributes attributes;
};
struct Null {};

/// In the order of Value's alternatives.
enum class Type : std::uint8_t { S, N, B, SS, NS, BS, L, M, Null, Bool };

struct Value {
  std::variant<std::string, Number, Binary, StringSet, NumberSet, BinarySet, List, Map, Null, bool>
      data;

  [[nodiscard]] Type type() const { return static_cast<Type>(data.index()); }

  /// The value, if it is of this type; else null.
  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&data);
  }
  template <class T>
  [[nodiscard]] T* as() {
    return std::get_if<T>(&data);
  }

  /// Sets are equal in whatever order they are.
  bool operator==(const Value& other) const;
};

/// "S", "NULL", "BOOL": as the protocol has it.
std::string_view type_name(Type type);

/// Whether values of this type have an order: S, N and B.
bool is_ordered(Type type);

/// Whether it is SS, NS or BS.
bool is_set(Type type);

/// The order of two values of one ordered type.
std::strong_ordering compare(const Value& a, const Value& b);

/// "{S:abc}", as messages show a value.
std::string display(const Value& value);

/// How many levels of lists and maps a value has, itself included; 0 of a scalar or a set.
std::size_t nesting(const Value& value);

}  // namespace spotdrill::dynamodb
