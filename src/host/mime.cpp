#include "host/mime.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include "base/base64.hpp"
#include "base/lower_case.hpp"

namespace spotdrill {
namespace {

constexpr int nesting_max = 4;

using Headers = std::map<std::string, std::string>;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Takes the headers and the empty line after them off `text`. A line that starts with a blank goes
// on with the header before it.
Headers take_headers(std::string_view& text) {
  Headers headers;
  std::string* last = nullptr;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && last != nullptr) {
      last->append(" ").append(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;  // As mbox's "From " line.
    last = &headers[lower_case(trimmed(line.substr(0, colon)))];
    *last = trimmed(line.substr(colon + 1));
  }
  return headers;
}

std::string media_type(const std::string& value) {
  return lower_case(trimmed(std::string_view{value}.substr(0, value.find(';'))));
}

std::string parameter(const std::string& value, std::string_view name) {
  const std::string folded = lower_case(value);
  std::size_t at = folded.find(';');
  while (at != std::string::npos) {
    const std::size_t begin = at + 1;
    const std::size_t equals = folded.find('=', begin);
    if (equals == std::string::npos) return {};
    const std::string_view found = trimmed(std::string_view{folded}.substr(begin, equals - begin));
    const bool quoted = equals + 1 < value.size() && value[equals + 1] == '"';
    const std::size_t start = quoted ? equals + 2 : equals + 1;
    const std::size_t end = std::min(value.find(quoted ? '"' : ';', start), value.size());
    if (found == name) {
      const std::string_view text = std::string_view{value}.substr(start, end - start);
      return std::string{quoted ? text : trimmed(text)};
    }
    at = folded.find(';', end);
  }
  return {};
}

int hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  const int letter = std::tolower(static_cast<unsigned char>(digit));
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

std::string quoted_printable(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      plain += text[i];
    } else if (text.substr(i, 2) == "=\n") {
      i += 1;
    } else if (text.substr(i, 3) == "=\r\n") {
      i += 2;
    } else if (i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      plain += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::string decoded(std::string_view body, const std::string& encoding) {
  if (encoding == "quoted-printable") return quoted_printable(body);
  if (encoding != "base64") return std::string{body};
  std::string packed;
  std::copy_if(body.begin(), body.end(), std::back_inserter(packed),
               [](unsigned char letter) { return std::isspace(letter) == 0; });
  return base64_decode(packed).value_or(std::string{});
}

// The texts between the boundary's lines: "--BOUNDARY" opens a part, "--BOUNDARY--" ends the last.
std::vector<std::string_view> split(std::string_view text, const std::string& boundary,
                                    std::size_t parts_max) {
  std::vector<std::string_view> parts;
  const std::string mark = "--" + boundary;
  std::string_view rest = text;
  const char* begin = nullptr;
  while (!rest.empty() && parts.size() < parts_max) {
    const char* line_begin = rest.data();
    const std::string_view line = next_line(rest);
    const bool closing = trimmed(line) == mark + "--";
    if (!closing && trimmed(line) != mark) continue;
    if (begin != nullptr) {
      std::string_view part{begin, static_cast<std::size_t>(line_begin - begin)};
      // "The line break before the boundary belongs to the boundary." (RFC 2046, 5.1.1)
      if (part.ends_with('\n')) part.remove_suffix(1);
      if (part.ends_with('\r')) part.remove_suffix(1);
      parts.push_back(part);
    }
    if (closing) return parts;
    begin = rest.data();
  }
  // An archive that was cut off: its last part counts.
  if (begin != nullptr && parts.size() < parts_max) {
    parts.emplace_back(begin, static_cast<std::size_t>(text.data() + text.size() - begin));
  }
  return parts;
}

void collect(std::string_view text, std::size_t parts_max, int depth,
             std::vector<MimePart>& found) {
  const Headers headers = take_headers(text);
  const auto value = [&headers](const char* name) {
    const auto header = headers.find(name);
    return header == headers.end() ? std::string{} : header->second;
  };
  const std::string type = value("content-type");
  if (media_type(type).starts_with("multipart/") && depth < nesting_max) {
    for (const std::string_view part : split(text, parameter(type, "boundary"), parts_max)) {
      if (found.size() < parts_max) collect(part, parts_max, depth + 1, found);
    }
    return;
  }
  found.push_back(
      {media_type(type), decoded(text, lower_case(value("content-transfer-encoding")))});
}

}  // namespace

bool is_mime_archive(std::string_view text) {
  const std::string start = lower_case(text.substr(0, 4096));
  return start.starts_with("mime-version:") || start.starts_with("content-type: multipart/") ||
         start.starts_with("from nobody ");
}

std::vector<MimePart> read_mime_parts(std::string_view text, std::size_t parts_max) {
  std::vector<MimePart> found;
  collect(text, parts_max, 0, found);
  return found;
}

}  // namespace spotdrill
