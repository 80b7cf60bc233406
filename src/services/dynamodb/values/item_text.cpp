#include "services/dynamodb/values/item_text.hpp"

#include <stdexcept>

namespace spotdrill::dynamodb {
namespace {

constexpr char item_format = '1';

void append_count(std::string& out, std::size_t count) {
  while (count >= 0x80) {
    out += static_cast<char>(0x80U | (count & 0x7FU));
    count >>= 7U;
  }
  out += static_cast<char>(count);
}

void append_sized(std::string& out, std::string_view bytes) {
  append_count(out, bytes.size());
  out += bytes;
}

void append_value(std::string& out, const Value& value);

void append_attributes(std::string& out, const Attributes& attributes) {
  append_count(out, attributes.size());
  for (const auto& [name, value] : attributes) {
    append_sized(out, name);
    append_value(out, value);
  }
}

struct ValueAppender {
  std::string& out;

  void operator()(const std::string& text) const { append_sized(out, text); }
  void operator()(const Number& number) const { append_sized(out, number.short_text()); }
  void operator()(const Binary& binary) const { append_sized(out, binary.bytes); }
  void operator()(const StringSet& set) const { append_all(set.members); }
  void operator()(const BinarySet& set) const { append_all(set.members); }
  void operator()(const NumberSet& set) const {
    append_count(out, set.members.size());
    for (const Number& each : set.members) append_sized(out, each.short_text());
  }
  void operator()(const List& list) const {
    append_count(out, list.elements.size());
    for (const Value& each : list.elements) append_value(out, each);
  }
  void operator()(const Map& map) const { append_attributes(out, map.attributes); }
  void operator()(const Null&) const {}
  void operator()(bool value) const { out += value ? 't' : 'f'; }

  void append_all(const std::vector<std::string>& members) const {
    append_count(out, members.size());
    for (const std::string& each : members) append_sized(out, each);
  }
};

void append_value(std::string& out, const Value& value) {
  out += static_cast<char>('a' + static_cast<int>(value.type()));
  std::visit(ValueAppender{out}, value.data);
}

class ItemReader {
 public:
  explicit ItemReader(std::string_view bytes) : rest_(bytes) {}

  Attributes attributes() {
    Attributes read;
    for (std::size_t left = count(); left > 0; --left) {
      std::string name{sized()};
      read.emplace_hint(read.end(), std::move(name), value());
    }
    return read;
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  char byte() { return take(1)[0]; }

 private:
  Value value() {
    switch (static_cast<Type>(byte() - 'a')) {
      case Type::S:
        return {std::string{sized()}};
      case Type::N:
        return {number()};
      case Type::B:
        return {Binary{std::string{sized()}}};
      case Type::SS:
        return {StringSet{all<std::string>([this] { return std::string{sized()}; })}};
      case Type::NS:
        return {NumberSet{all<Number>([this] { return number(); })}};
      case Type::BS:
        return {BinarySet{all<std::string>([this] { return std::string{sized()}; })}};
      case Type::L:
        return {List{all<Value>([this] { return value(); })}};
      case Type::M:
        return {Map{attributes()}};
      case Type::Null:
        return {Null{}};
      case Type::Bool:
        return {byte() == 't'};
    }
    throw std::runtime_error("An item in the store has a value of no known type.");
  }

  template <class T, class Read>
  std::vector<T> all(Read read) {
    const std::size_t size = count();
    if (size > rest_.size()) damaged();
    std::vector<T> members;
    members.reserve(size);
    for (std::size_t i = 0; i < size; ++i) members.push_back(read());
    return members;
  }

  Number number() {
    auto parsed = Number::parse(sized());
    if (!parsed.has_value()) damaged();
    return *parsed;
  }

  std::size_t count() {
    std::size_t read = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto next = static_cast<unsigned char>(byte());
      read |= static_cast<std::size_t>(next & 0x7FU) << shift;
      if (next < 0x80) return read;
    }
    damaged();
  }

  std::string_view sized() { return take(count()); }

  std::string_view take(std::size_t size) {
    if (size > rest_.size()) damaged();
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  [[noreturn]] static void damaged() {
    throw std::runtime_error("An item in the store is damaged.");
  }

  std::string_view rest_;
};

}  // namespace

std::string write_item(const Attributes& item) {
  std::string bytes{item_format};
  append_attributes(bytes, item);
  bytes.shrink_to_fit();
  return bytes;
}

Attributes read_item(std::string_view bytes) {
  ItemReader reader{bytes};
  if (bytes.empty() || reader.byte() != item_format) {
    throw std::runtime_error("An item in the store has a format that this program does not know.");
  }
  Attributes item = reader.attributes();
  if (!reader.at_end()) throw std::runtime_error("An item in the store has too many bytes.");
  return item;
}

}  // namespace spotdrill::dynamodb
