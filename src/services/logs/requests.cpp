#include "services/logs/requests.hpp"

#include <fmt/format.h>

namespace spotdrill::logs {

Result<const GroupRecord*> group_of_identifier(const Logs& logs, std::string_view identifier) {
  const std::string prefix = logs.place().arn("logs", "log-group:");
  if (identifier.starts_with(prefix)) {
    identifier.remove_prefix(prefix.size());
    if (identifier.ends_with(":*")) identifier.remove_suffix(2);
  }
  return logs.find_group(identifier);
}

Result<const GroupRecord*> group_of(const Logs& logs, const std::optional<std::string>& name,
                                    const std::optional<std::string>& identifier) {
  if (name && identifier) {
    return validation_exception(
        "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
  }
  if (name) return logs.find_group(*name);
  if (identifier) return group_of_identifier(logs, *identifier);
  // DEVIATION: AWS's message is not known to us.
  return invalid_parameter("Either LogGroup name or LogGroup ARN is required.");
}

Result<void> add_tags(Logs& logs, const GroupRecord& group, const Tags& added) {
  // "You can associate as many as 50 tags with a CloudWatch Logs resource."
  constexpr std::size_t tags_max = 50;
  Tags tags = group.tags;
  for (const auto& [key, value] : added) tags[key] = value;
  if (tags.size() > tags_max) return too_many_tags(logs.arn(group));
  logs.edit_group(group.name).tags = std::move(tags);
  return {};
}

// "As of June 17, 2019, this parameter is no longer supported for log streams, and is always
// reported as zero": storedBytes.
api::logs::LogStream render(const Logs& logs, const StreamRecord& stream) {
  api::logs::LogStream rendered;
  rendered.log_stream_name = stream.name;
  rendered.creation_time = millis_since_epoch(stream.created);
  rendered.first_event_timestamp = stream.first_event;
  rendered.last_event_timestamp = stream.last_event;
  rendered.last_ingestion_time = stream.last_ingestion;
  if (stream.last_ingestion) rendered.upload_sequence_token = sequence_token(stream);
  rendered.arn = logs.place().arn(
      "logs", fmt::format("log-group:{}:log-stream:{}", stream.group, stream.name));
  rendered.stored_bytes = 0;
  return rendered;
}

// DEVIATION: it is the same from one call to the next; on AWS nobody looks at it either.
std::string sequence_token(const StreamRecord& stream) {
  return fmt::format("49{:054}", millis_since_epoch(stream.created));
}

}  // namespace spotdrill::logs
