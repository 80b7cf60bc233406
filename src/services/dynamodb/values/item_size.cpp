#include "services/dynamodb/values/item_size.hpp"

namespace spotdrill::dynamodb {
namespace {

/// "The size of a number is approximately (length of attribute name) + (1 byte per two significant
/// digits) + (1 byte)." Digits are stored in pairs, as the powers of 100 have them.
std::size_t number_size(const Number& number) {
  const int digits = number.digits();
  if (digits == 0) return 1;
  const bool odd = digits % 2 != 0 || number.magnitude() % 2 != 0;
  return static_cast<std::size_t>(1 + (digits + 1) / 2 + (odd ? 0 : 1) +
                                  (number.is_negative() ? 1 : 0));
}

struct ValueSize {
  std::size_t operator()(const std::string& text) const { return text.size(); }
  std::size_t operator()(const Number& number) const { return number_size(number); }
  std::size_t operator()(const Binary& binary) const { return binary.bytes.size(); }
  std::size_t operator()(const StringSet& set) const { return sum(set.members); }
  std::size_t operator()(const BinarySet& set) const { return sum(set.members); }
  std::size_t operator()(const NumberSet& set) const {
    std::size_t size = 0;
    for (const Number& each : set.members) size += number_size(each);
    return size;
  }
  // "An attribute of type List or Map requires 3 bytes of overhead, regardless of its contents ...
  // Each List or Map element also requires 1 byte of overhead."
  std::size_t operator()(const List& list) const {
    std::size_t size = 3;
    for (const Value& each : list.elements) size += 1 + value_size(each);
    return size;
  }
  std::size_t operator()(const Map& map) const {
    return 3 + map.attributes.size() + item_size(map.attributes);
  }
  std::size_t operator()(const Null&) const { return 1; }
  std::size_t operator()(bool) const { return 1; }

  static std::size_t sum(const std::vector<std::string>& members) {
    std::size_t size = 0;
    for (const std::string& each : members) size += each.size();
    return size;
  }
};

}  // namespace

std::size_t value_size(const Value& value) {
  return std::visit(ValueSize{}, value.data);
}

std::size_t item_size(const Attributes& item) {
  std::size_t size = 0;
  for (const auto& [name, value] : item) size += name.size() + value_size(value);
  return size;
}

}  // namespace spotdrill::dynamodb
