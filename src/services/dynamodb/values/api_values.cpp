#include "services/dynamodb/values/api_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/base64.hpp"

namespace spotdrill::dynamodb {
namespace {

constexpr std::string_view invalid_values = "One or more parameter values were invalid: ";

Refusal<std::string> invalid_value(std::string_view what) {
  return refuse(fmt::format("{}{}", invalid_values, what));
}

template <class Member>
bool has_duplicates(const std::vector<Member>& members) {
  std::set<Member> seen;
  return std::ranges::any_of(members,
                             [&](const Member& each) { return !seen.insert(each).second; });
}

int datatypes_set(const ApiValue& value) {
  return int{value.s.has_value()} + int{value.n.has_value()} + int{value.b.has_value()} +
         int{value.ss.has_value()} + int{value.ns.has_value()} + int{value.bs.has_value()} +
         int{value.m.has_value()} + int{value.l.has_value()} + int{value.null.has_value()} +
         int{value.bool_.has_value()};
}

Result<Value, std::string> read_string_set(const std::vector<std::string>& members) {
  if (members.empty()) return invalid_value("An string set  may not be empty");
  if (has_duplicates(members)) {
    return invalid_value(
        fmt::format("Input collection [{}] contains duplicates.", fmt::join(members, ", ")));
  }
  return Value{StringSet{members}};
}

Result<Value, std::string> read_number_set(const std::vector<std::string>& members) {
  if (members.empty()) return invalid_value("An number set  may not be empty");
  NumberSet set;
  for (const std::string& each : members) set.members.push_back(TRY(Number::parse(each)));
  if (has_duplicates(set.members)) {
    return refuse(std::string{"Input collection contains duplicates"});
  }
  return Value{std::move(set)};
}

Result<Value, std::string> read_binary_set(const std::vector<std::string>& members) {
  if (members.empty()) return invalid_value("Binary sets should not be empty");
  if (has_duplicates(members)) {
    std::vector<std::string> texts;
    for (const std::string& each : members) texts.push_back(base64_encode(each));
    // The missing space is AWS's.
    return invalid_value(fmt::format("Input collection [{}]of type BS contains duplicates.",
                                     fmt::join(texts, ", ")));
  }
  return Value{BinarySet{members}};
}

Result<Value, std::string> read_at(const ApiValue& value, std::size_t level);

Result<Attributes, std::string> read_attributes_at(const ApiAttributes& attributes,
                                                   std::size_t level) {
  Attributes read;
  for (const auto& [name, each] : attributes) {
    read.emplace_hint(read.end(), name, TRY(read_at(each, level)));
  }
  return read;
}

Result<Value, std::string> read_nested(const ApiValue& value, std::size_t level) {
  if (level > nesting_max) {
    return refuse(
        std::string{"Nesting Levels have exceeded supported limits: Attributes in the item have "
                    "nested levels beyond supported limit"});
  }
  if (value.m) return Value{Map{TRY(read_attributes_at(*value.m, level))}};
  List list;
  for (const ApiValue& each : *value.l) list.elements.push_back(TRY(read_at(each, level)));
  return Value{std::move(list)};
}

Result<Value, std::string> read_at(const ApiValue& value, std::size_t level) {
  const int set = datatypes_set(value);
  if (set == 0) {
    return refuse(
        std::string{"Supplied AttributeValue is empty, must contain exactly one of the supported "
                    "datatypes"});
  }
  if (set > 1) {
    return refuse(
        std::string{"Supplied AttributeValue has more than one datatypes set, must contain exactly "
                    "one of the supported datatypes"});
  }
  if (value.s) return Value{*value.s};
  if (value.n) return Value{TRY(Number::parse(*value.n))};
  if (value.b) return Value{Binary{*value.b}};
  if (value.ss) return read_string_set(*value.ss);
  if (value.ns) return read_number_set(*value.ns);
  if (value.bs) return read_binary_set(*value.bs);
  if (value.bool_) return Value{*value.bool_};
  if (value.null) {
    if (*value.null) return Value{Null{}};
    return invalid_value("Null attribute value types must have the value of true");
  }
  return read_nested(value, level + 1);
}

struct ValueWriter {
  ApiValue& out;

  void operator()(const std::string& text) const { out.s = text; }
  void operator()(const Number& number) const { out.n = number.text(); }
  void operator()(const Binary& binary) const { out.b = binary.bytes; }
  void operator()(const StringSet& set) const { out.ss = set.members; }
  void operator()(const NumberSet& set) const {
    auto& texts = out.ns.emplace();
    for (const Number& each : set.members) texts.push_back(each.text());
  }
  void operator()(const BinarySet& set) const { out.bs = set.members; }
  void operator()(const List& list) const {
    auto& elements = out.l.emplace();
    for (const Value& each : list.elements) elements.push_back(write_value(each));
  }
  void operator()(const Map& map) const { out.m = write_attributes(map.attributes); }
  void operator()(const Null&) const { out.null = true; }
  void operator()(bool value) const { out.bool_ = value; }
};

}  // namespace

Result<Value, std::string> read_value(const ApiValue& value) {
  return read_at(value, 0);
}

Result<Attributes, std::string> read_attributes(const ApiAttributes& attributes) {
  return read_attributes_at(attributes, 0);
}

ApiValue write_value(const Value& value) {
  ApiValue written;
  std::visit(ValueWriter{written}, value.data);
  return written;
}

ApiAttributes write_attributes(const Attributes& attributes) {
  ApiAttributes written;
  for (const auto& [name, value] : attributes) {
    written.emplace_hint(written.end(), name, write_value(value));
  }
  return written;
}

}  // namespace spotdrill::dynamodb
