#include "host/user_data.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "host/mime.hpp"

namespace spotdrill {
namespace {

constexpr std::string_view gzip_magic{"\x1f\x8b"};
constexpr std::string_view blanks = " \t\r\n";

// Nothing when it is no gzip, or becomes too long.
std::optional<std::string> gunzip(std::string_view packed) {
  z_stream stream{};
  constexpr int gzip_window = 16 + MAX_WBITS;
  if (inflateInit2(&stream, gzip_window) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string plain;
  std::array<char, 16 << 10> buffer;
  int status = Z_OK;
  while (status == Z_OK && plain.size() <= user_data_unpacked_bytes_max) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    status = inflate(&stream, Z_NO_FLUSH);
    plain.append(buffer.data(), buffer.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END || plain.size() > user_data_unpacked_bytes_max) return std::nullopt;
  return plain;
}

void read_text(std::string_view text, bool from_archive, UserData& found);

void note_unavailable(std::string_view kind, UserData& found) {
  found.unavailable.push_back({.kind = "user-data",
                               .what = std::string{kind},
                               .detail = "User data of the kind " + std::string{kind} +
                                         " takes cloud-init: nothing of it was run."});
}

/// What cloud-init makes of these types, and what the same is called without an archive.
/// Source: cloud-init documentation, "User data formats".
using KnownType = std::pair<std::string_view, std::string_view>;
constexpr KnownType known_types[] = {
    {"text/cloud-config", "#cloud-config"},
    {"text/cloud-config-archive", "#cloud-config-archive"},
    {"text/cloud-config-jsonp", "text/cloud-config-jsonp"},
    {"text/x-include-url", "#include"},
    {"text/x-include-once-url", "#include-once"},
    {"text/cloud-boothook", "#cloud-boothook"},
    {"text/part-handler", "#part-handler"},
    {"text/jinja2", "## template: jinja"},
    {"text/upstart-job", "text/upstart-job"},
};

void read_archive(std::string_view text, UserData& found) {
  for (const MimePart& part : read_mime_parts(text, user_data_parts_max)) {
    const std::string& type = part.content_type;
    if (type == "text/x-shellscript") {
      found.scripts.push_back(part.body);
    } else if (type == "text/x-shellscript-per-boot" || type == "text/x-shellscript-per-instance" ||
               type == "text/x-shellscript-per-once") {
      found.notices.push_back("spotdrill: user data parts of type " + type +
                              " take cloud-init: nothing of it was run");
      note_unavailable(type, found);
    } else if (type.empty() || type == "text/plain" || type == "text/x-not-multipart" ||
               type == "application/octet-stream" || type == "application/gzip") {
      read_text(part.body, true, found);  // cloud-init looks at how it begins, too.
    } else {
      const auto known = std::ranges::find(known_types, type, &KnownType::first);
      const bool taken = known != std::end(known_types);
      found.notices.push_back(taken ? "spotdrill: a user data part of type " + type +
                                          " takes cloud-init: nothing of it was run"
                                    : "cloud-init: Unhandled unknown content-type (" + type +
                                          ") userdata");
      if (taken) note_unavailable(known->second, found);
    }
  }
}

// `from_archive` ends the recursion: an archive within a gzip within an archive is refused.
void read_text(std::string_view text, bool from_archive, UserData& found) {
  if (text.starts_with(gzip_magic)) {
    const auto plain = gunzip(text);
    if (plain.has_value() && !plain->starts_with(gzip_magic)) {
      read_text(*plain, from_archive, found);
    } else {
      found.notices.push_back("cloud-init: the gzipped user data cannot be unpacked");
    }
    return;
  }
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return;
  if (!from_archive && is_mime_archive(text.substr(first))) {
    read_archive(text.substr(first), found);
    return;
  }
  // "#!" must be the very first bytes for the kernel; cloud-init strips blanks before it.
  const std::string_view body = text.substr(first);
  if (body.starts_with("#!")) {
    found.scripts.emplace_back(body);
    return;
  }
  for (const std::string_view kind :
       {"#cloud-config-archive", "#cloud-config", "#include-once", "#include", "#cloud-boothook",
        "#part-handler", "## template: jinja"}) {
    if (!body.starts_with(kind)) continue;
    found.notices.push_back("spotdrill: user data of the kind " + std::string{kind} +
                            " takes cloud-init: nothing of it was run");
    note_unavailable(kind, found);
    return;
  }
  std::string start{body.substr(0, 32)};
  for (char& letter : start) {
    if (static_cast<unsigned char>(letter) < ' ' || letter == '\x7f') letter = '.';
  }
  found.notices.push_back(
      "cloud-init: Unhandled non-multipart (text/x-not-multipart) userdata: 'b'" + start + "'...'");
}

}  // namespace

UserData read_user_data(std::string_view text) {
  UserData found;
  read_text(text, false, found);
  return found;
}

}  // namespace spotdrill
