#include "protocol/cbor.hpp"

#include <bit>
#include <cmath>

#include "protocol/timestamp.hpp"
#include "protocol/utf8.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Member;
using shape::Shape;

namespace {

enum Major : unsigned { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };

constexpr unsigned indefinite = 31;
constexpr unsigned char break_code = 0xFF;

/// Thrown and caught in this file only: a recursive reader is clearer with it.
struct MalformedCbor {
  const char* what;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  json::value item(int depth) {
    if (depth > cbor_depth_max) throw MalformedCbor{"it is nested too deeply"};
    const unsigned initial = byte();
    const unsigned info = initial & 31U;
    switch (static_cast<Major>(initial >> 5U)) {
      case Unsigned:
        return unsigned_value(argument(info));
      case Negative:
        return negative_value(argument(info));
      case Bytes:
        return json::value(json::string{chunks(Bytes, info)});
      case Text:
        return json::value(json::string{text(info)});
      case Array:
        return array(info, depth);
      case Map:
        return map(info, depth);
      case Tag:
        return tagged(argument(info), depth);
      case Simple:
        return simple(info);
    }
    throw MalformedCbor{"it has an item of unknown type"};
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  unsigned byte() {
    if (rest_.empty()) throw MalformedCbor{"it ends too early"};
    const auto value = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }

  std::uint64_t big_endian(std::size_t length) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i) value = (value << 8U) | byte();
    return value;
  }

  std::uint64_t argument(unsigned info) {
    if (info < 24) return info;
    if (info > 27) throw MalformedCbor{"it has an item of reserved length"};
    return big_endian(std::size_t{1} << (info - 24U));
  }

  std::string_view take(std::uint64_t length) {
    if (length > rest_.size()) throw MalformedCbor{"it ends too early"};
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return taken;
  }

  bool at_break() {
    if (rest_.empty()) throw MalformedCbor{"it ends too early"};
    if (static_cast<unsigned char>(rest_.front()) != break_code) return false;
    rest_.remove_prefix(1);
    return true;
  }

  static json::value unsigned_value(std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(INT64_MAX)) return json::value(value);
    return json::value(static_cast<std::int64_t>(value));
  }

  static json::value negative_value(std::uint64_t value) {
    // -1 - value
    if (value > static_cast<std::uint64_t>(INT64_MAX)) {
      return json::value(-1.0 - static_cast<double>(value));
    }
    return json::value(-1 - static_cast<std::int64_t>(value));
  }

  std::string chunks(Major major, unsigned info) {
    if (info != indefinite) return std::string{take(argument(info))};
    std::string all;
    while (!at_break()) {
      const unsigned initial = byte();
      if (initial >> 5U != major || (initial & 31U) == indefinite) {
        throw MalformedCbor{"a string has a part of another type"};
      }
      all += take(argument(initial & 31U));
    }
    return all;
  }

  std::string text(unsigned info) {
    std::string value = chunks(Text, info);
    if (!is_utf8(value)) throw MalformedCbor{"a text is not UTF-8"};
    return value;
  }

  /// The number of items, which cannot be more than the bytes that are left.
  std::uint64_t count(unsigned info) {
    const std::uint64_t value = argument(info);
    if (value > rest_.size()) throw MalformedCbor{"it ends too early"};
    return value;
  }

  json::value array(unsigned info, int depth) {
    json::array values;
    if (info == indefinite) {
      while (!at_break()) values.push_back(item(depth + 1));
    } else {
      for (std::uint64_t left = count(info); left > 0; --left) values.push_back(item(depth + 1));
    }
    return values;
  }

  void entry(json::object& object, int depth) {
    const unsigned initial = byte();
    if (initial >> 5U != Text) throw MalformedCbor{"a key is not a text"};
    std::string key = text(initial & 31U);
    object.insert_or_assign(key, item(depth + 1));
  }

  json::value map(unsigned info, int depth) {
    json::object object;
    if (info == indefinite) {
      while (!at_break()) entry(object, depth);
    } else {
      for (std::uint64_t left = count(info); left > 0; --left) entry(object, depth);
    }
    return object;
  }

  json::value tagged(std::uint64_t tag, int depth) {
    json::value value = item(depth + 1);
    // Tag 1 is a number of seconds; other tags only say more about a value that we read anyway.
    if (tag == 1 && !value.is_number()) throw MalformedCbor{"a timestamp is not a number"};
    return value;
  }

  static double half(std::uint64_t bits) {
    const int exponent = static_cast<int>((bits >> 10U) & 31U);
    const auto mantissa = static_cast<double>(bits & 0x3FFU);
    double value = 0;
    if (exponent == 0)
      value = std::ldexp(mantissa, -24);
    else if (exponent != 31)
      value = std::ldexp(mantissa + 1024, exponent - 25);
    else
      value = mantissa == 0 ? INFINITY : NAN;
    return (bits & 0x8000U) != 0 ? -value : value;
  }

  json::value simple(unsigned info) {
    switch (info) {
      case 20:
        return json::value(false);
      case 21:
        return json::value(true);
      case 22:
      case 23:
        return nullptr;
      case 25:
        return json::value(half(big_endian(2)));
      case 26:
        return json::value(
            static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(big_endian(4)))));
      case 27:
        return json::value(std::bit_cast<double>(big_endian(8)));
      default:
        throw MalformedCbor{"it has a simple value that Smithy does not know"};
    }
  }

  std::string_view rest_;
};

void head(std::string& out, Major major, std::uint64_t argument) {
  const unsigned type = major << 5U;
  const auto put = [&](std::uint64_t byte) { out += static_cast<char>(byte & 0xFFU); };
  if (argument < 24) return put(type | argument);
  const int bytes = argument <= 0xFF ? 1 : argument <= 0xFFFF ? 2 : argument <= 0xFFFFFFFF ? 4 : 8;
  put(type | (bytes == 1 ? 24U : bytes == 2 ? 25U : bytes == 4 ? 26U : 27U));
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) put(argument >> shift);
}

void put_text(std::string& out, std::string_view text) {
  head(out, Text, text.size());
  out += text;
}

void put_integer(std::string& out, std::int64_t value) {
  if (value >= 0)
    head(out, Unsigned, static_cast<std::uint64_t>(value));
  else
    head(out, Negative, static_cast<std::uint64_t>(-1 - value));
}

void put_double(std::string& out, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  out += '\xfb';
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>((bits >> shift) & 0xFFU);
}

void put(std::string& out, const Shape& shape, const void* data);

void put_structure(std::string& out, const Shape& shape, const void* data) {
  // The number of members is not known before the walk, so the length is indefinite, as it is in
  // AWS's replies.
  out += '\xbf';
  for (const Member& member : shape.members) {
    const Shape& inner = *member.shape();
    const void* value = member.get(data);
    if (value == nullptr) continue;
    const bool empty = (inner.kind == Kind::List && inner.list->size(value) == 0) ||
                       (inner.kind == Kind::Map && inner.map->size(value) == 0);
    if (empty && !member.emit_empty && !member.required) continue;
    put_text(out, member.json_name);
    put(out, inner, value);
  }
  out += '\xff';
}

void put_map(std::string& out, const Shape& shape, const void* data) {
  struct Context {
    std::string& out;
    const Shape& element;
  } context{out, *shape.element()};
  head(out, Map, shape.map->size(data));
  shape.map->for_each(data, &context, [](void* opaque, const std::string& key, const void* value) {
    auto& c = *static_cast<Context*>(opaque);
    put_text(c.out, key);
    put(c.out, c.element, value);
  });
}

void put(std::string& out, const Shape& shape, const void* data) {
  switch (shape.kind) {
    case Kind::Boolean:
      out += *static_cast<const bool*>(data) ? '\xf5' : '\xf4';
      break;
    case Kind::Integer:
      put_integer(out, *static_cast<const std::int32_t*>(data));
      break;
    case Kind::Long:
      put_integer(out, *static_cast<const std::int64_t*>(data));
      break;
    case Kind::Float:
      put_double(out, static_cast<double>(*static_cast<const float*>(data)));
      break;
    case Kind::Double:
      put_double(out, *static_cast<const double*>(data));
      break;
    case Kind::String:
      put_text(out, *static_cast<const std::string*>(data));
      break;
    case Kind::Blob: {
      const auto& bytes = *static_cast<const std::string*>(data);
      head(out, Bytes, bytes.size());
      out += bytes;
      break;
    }
    case Kind::Timestamp:
      head(out, Tag, 1);
      put_double(out, to_epoch_seconds(*static_cast<const Instant*>(data)));
      break;
    case Kind::List:
      head(out, Array, shape.list->size(data));
      for (std::size_t i = 0; i < shape.list->size(data); ++i) {
        put(out, *shape.element(), shape.list->at(data, i));
      }
      break;
    case Kind::Map:
      put_map(out, shape, data);
      break;
    case Kind::Structure:
      put_structure(out, shape, data);
      break;
  }
}

}  // namespace

Result<json::value, std::string> parse_cbor(std::string_view bytes) {
  try {
    Reader reader{bytes};
    json::value value = reader.item(0);
    if (!reader.at_end()) return refuse(std::string{"there is something after the CBOR item"});
    return value;
  } catch (const MalformedCbor& malformed) {
    return refuse(std::string{malformed.what});
  }
}

std::string to_cbor(const Shape& shape, const void* structure) {
  std::string out;
  put(out, shape, structure);
  return out;
}

std::string to_cbor(const json::object& texts) {
  std::string out;
  head(out, Map, texts.size());
  for (const auto& entry : texts) {
    put_text(out, entry.key());
    put_text(out, entry.value().get_string());
  }
  return out;
}

}  // namespace spotdrill::protocol
