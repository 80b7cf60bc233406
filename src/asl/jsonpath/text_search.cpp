#include "asl/jsonpath/text_search.hpp"

#include "base/json.hpp"

namespace spotdrill::asl::jsonpath {
namespace {

/// Reads sound JSON from left to right.
class TextReader {
 public:
  explicit TextReader(std::string_view text) : text_(text) {}

  char next() {
    while (at_ < text_.size() && std::string_view{" \t\r\n"}.find(text_[at_]) != text_.npos) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  void skip() { ++at_; }

  /// The value that comes next, however deep it is.
  std::string_view value() {
    next();
    const std::size_t start = at_;
    int depth = 0;
    do {
      const char c = next();
      if (c == '\0') break;
      if (c == '"') {
        string();
      } else if (c == '{' || c == '[') {
        ++depth;
        skip();
      } else if (c == '}' || c == ']') {
        --depth;
        skip();
      } else {
        // A number or a word; or a comma or colon in between.
        const std::size_t end = text_.find_first_of(" \t\r\n,:[]{}\"", at_ + 1);
        at_ = end == text_.npos ? text_.size() : end;
      }
    } while (depth > 0);
    return text_.substr(start, at_ - start);
  }

 private:
  void string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"';) at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool is_name(std::string_view quoted, std::string_view name) {
  const auto read = parse_json(quoted);
  return read.has_value() && read->is_string() && std::string_view{read->get_string()} == name;
}

/// Of a name that stands twice the last one counts, as for whoever reads the whole.
std::optional<std::string_view> member_text(std::string_view object, std::string_view name) {
  TextReader reader{object};
  if (reader.next() != '{') return std::nullopt;
  std::optional<std::string_view> found;
  do {
    reader.skip();
    if (reader.next() == '}') break;
    const bool wanted = is_name(reader.value(), name);
    reader.next();
    reader.skip();
    const std::string_view value = reader.value();
    if (wanted) found = value;
  } while (reader.next() == ',');
  return found;
}

std::optional<std::string_view> element_text(std::string_view array, std::int32_t index) {
  TextReader reader{array};
  if (reader.next() != '[') return std::nullopt;
  std::vector<std::string_view> elements;
  do {
    reader.skip();
    if (reader.next() == ']') break;
    elements.push_back(reader.value());
  } while (reader.next() == ',');
  const auto count = static_cast<std::int64_t>(elements.size());
  const std::int64_t at = index < 0 ? count + index : index;
  if (at < 0 || at >= count) return std::nullopt;
  return elements[static_cast<std::size_t>(at)];
}

}  // namespace

std::optional<std::string_view> find_text(const Steps& steps, std::string_view text) {
  std::optional<std::string_view> found = TextReader{text}.value();
  for (const Step& step : steps) {
    if (!found) break;
    const auto* index = std::get_if<Index>(&step.kind);
    found = index != nullptr ? element_text(*found, index->at)
                             : member_text(*found, std::get<Member>(step.kind).name);
  }
  return found;
}

}  // namespace spotdrill::asl::jsonpath
