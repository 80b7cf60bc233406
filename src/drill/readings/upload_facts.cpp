#include "drill/readings/upload_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/bandwidth.hpp"

namespace spotdrill::drill {

namespace {

using client::ServerFact;

std::uint64_t bytes_at(const json::object& details, std::string_view key) {
  const json::value* value = details.if_contains(key);
  const bool number = value != nullptr && value->is_int64();
  return number ? static_cast<std::uint64_t>(std::max<std::int64_t>(value->get_int64(), 0)) : 0;
}

/// The newest upload of this id, or null.
UploadSeen* upload_of(InstanceTimeline& instance, const ServerFact& fact) {
  const std::string_view id = string_at(fact.details, "upload");
  const auto known = std::find_if(instance.uploads.rbegin(), instance.uploads.rend(),
                                  [&](const UploadSeen& each) { return each.id == id; });
  return known == instance.uploads.rend() ? nullptr : &*known;
}

}  // namespace

std::string uploaded(InstanceTimeline& instance, const ServerFact& fact) {
  using End = UploadSeen::End;
  const std::string_view phase = string_at(fact.details, "phase");
  if (phase == "begun") {
    if (instance.uploads.size() >= uploads_max) return {};
    instance.uploads.push_back({.id = std::string{string_at(fact.details, "upload")},
                                .key = std::string{string_at(fact.details, "key")},
                                .begun = fact.at,
                                .bytes = bytes_at(fact.details, "bytes")});
    return {};
  }
  UploadSeen* upload = upload_of(instance, fact);
  if (upload == nullptr) return {};
  upload->sent = std::max(upload->sent, bytes_at(fact.details, "sent"));
  upload->bytes = std::max(upload->bytes, bytes_at(fact.details, "bytes"));
  if (phase == "progress") return {};
  upload->ended = fact.at;
  upload->end = phase == "complete"  ? End::Complete
                : phase == "aborted" ? End::Aborted
                : phase == "refused" ? End::Refused
                                     : End::CutOff;
  if (upload->end != End::CutOff) return {};
  return fmt::format("upload of s3://{} cut off at {} of {}", upload->key, bytes_text(upload->sent),
                     bytes_text(upload->bytes));
}

std::string torn_file_uploaded(InstanceTimeline& instance, const ServerFact& fact) {
  UploadSeen* upload = upload_of(instance, fact);
  if (upload == nullptr) return {};
  const bool first =
      std::none_of(instance.uploads.begin(), instance.uploads.end(), [&](const UploadSeen& each) {
        return each.key == upload->key && !each.written_file.empty();
      });
  upload->written_file = string_at(fact.details, "file");
  upload->writer = string_at(fact.details, "process");
  upload->file_bytes = bytes_at(fact.details, "file_bytes");
  if (upload->bytes == 0) upload->bytes = bytes_at(fact.details, "bytes");
  if (!first) return {};
  return fmt::format("{} was uploaded while {} wrote it", upload->written_file, upload->writer);
}

std::string object_read(InstanceTimeline& instance, const ServerFact& fact) {
  if (instance.objects_read.size() < uploads_max) {
    instance.objects_read.emplace_back(string_at(fact.details, "key"));
  }
  return {};
}

}  // namespace spotdrill::drill
