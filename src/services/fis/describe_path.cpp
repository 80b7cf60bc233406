#include "services/fis/describe_path.hpp"

#include <fmt/format.h>

#include "base/iso8601.hpp"

namespace spotdrill::fis {
namespace {

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

void collect(const shape::Shape& shape, const void* value, std::string_view path,
             std::vector<std::string>& values) {
  using shape::Kind;
  if (shape.kind == Kind::List) {
    for (std::size_t i = 0; i < shape.list->size(value); ++i) {
      collect(*shape.element(), shape.list->at(value, i), path, values);
    }
    return;
  }
  if (shape.kind == Kind::Structure) {
    const std::size_t end = path.find('.');
    const shape::Member* member = shape::find_member(shape, path.substr(0, end));
    const void* at = member == nullptr ? nullptr : member->get(value);
    if (at == nullptr) return;
    const std::string_view rest = end == std::string_view::npos ? "" : path.substr(end + 1);
    collect(*member->shape(), at, rest, values);
    return;
  }
  if (!path.empty()) return;
  switch (shape.kind) {
    case Kind::Boolean:
      values.emplace_back(as<bool>(value) ? "true" : "false");
      break;
    case Kind::Integer:
      values.push_back(fmt::to_string(as<std::int32_t>(value)));
      break;
    case Kind::Long:
      values.push_back(fmt::to_string(as<std::int64_t>(value)));
      break;
    case Kind::Float:
      values.push_back(fmt::to_string(as<float>(value)));
      break;
    case Kind::Double:
      values.push_back(fmt::to_string(as<double>(value)));
      break;
    case Kind::String:
      values.push_back(as<std::string>(value));
      break;
    case Kind::Timestamp:
      values.push_back(iso8601_millis(as<Instant>(value)));
      break;
    case Kind::Blob:
    case Kind::List:
    case Kind::Map:
    case Kind::Structure:
      break;
  }
}

}  // namespace

std::vector<std::string> values_at(const shape::Shape& shape, const void* value,
                                   std::string_view path) {
  std::vector<std::string> values;
  collect(shape, value, path, values);
  return values;
}

bool has_path(const shape::Shape& shape, std::string_view path) {
  using shape::Kind;
  if (shape.kind == Kind::List) return has_path(*shape.element(), path);
  if (shape.kind != Kind::Structure) return path.empty() && shape.kind != Kind::Map;
  const std::size_t end = path.find('.');
  const shape::Member* member = shape::find_member(shape, path.substr(0, end));
  if (member == nullptr) return false;
  return has_path(*member->shape(), end == std::string_view::npos ? "" : path.substr(end + 1));
}

}  // namespace spotdrill::fis
