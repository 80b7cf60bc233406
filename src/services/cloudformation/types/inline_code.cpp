#include "services/cloudformation/types/inline_code.hpp"

#include <zip.h>

namespace spotdrill::cloudformation {
namespace {

/// 1980-01-01, when the time of zips begins.
constexpr std::time_t beginning = 315'532'800;

/// Writes the archive into `source`.
bool write_archive(zip_source_t* source, std::string_view text, const char* name) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  zip_error_fini(&error);
  if (archive == nullptr) {
    zip_source_free(source);
    return false;
  }
  zip_source_t* content = zip_source_buffer(archive, text.data(), text.size(), 0);
  const zip_int64_t index =
      content == nullptr ? -1 : zip_file_add(archive, name, content, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    if (content != nullptr) zip_source_free(content);
    zip_discard(archive);
    return false;
  }
  const auto place = static_cast<zip_uint64_t>(index);
  zip_file_set_mtime(archive, place, beginning, 0);
  zip_file_set_external_attributes(archive, place, 0, ZIP_OPSYS_UNIX, 0100644U << 16U);
  if (zip_close(archive) == 0) return true;
  zip_discard(archive);
  return false;
}

std::string read_archive(zip_source_t* source) {
  std::string bytes;
  zip_stat_t about;
  if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0) return bytes;
  bytes.resize(about.size);
  const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
  bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  zip_source_close(source);
  return bytes;
}

}  // namespace

std::string zip_of_inline_code(std::string_view text, std::string_view runtime) {
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  if (source == nullptr) return {};
  const char* name = runtime.starts_with("nodejs") ? "index.js" : "index.py";
  std::string bytes;
  if (write_archive(source, text, name)) bytes = read_archive(source);
  zip_source_free(source);
  return bytes;
}

}  // namespace spotdrill::cloudformation
