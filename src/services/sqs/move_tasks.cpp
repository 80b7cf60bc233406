#include "services/sqs/move_tasks.hpp"

#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/json.hpp"
#include "services/sqs/errors.hpp"

namespace spotdrill::sqs {

std::string task_handle(const TaskHandle& handle) {
  return base64_encode(to_text(json::object{{"taskId", handle.id}, {"sourceArn", handle.source}}));
}

std::optional<TaskHandle> read_task_handle(std::string_view text) {
  const auto decoded = base64_decode(text);
  if (!decoded) return std::nullopt;
  const auto parsed = parse_json(*decoded);
  if (!parsed.has_value() || !parsed->is_object()) return std::nullopt;
  const json::object& object = parsed->get_object();
  TaskHandle handle{.id = std::string{string_at(object, "taskId")},
                    .source = std::string{string_at(object, "sourceArn")}};
  if (handle.id.empty() || handle.source.empty()) return std::nullopt;
  return handle;
}

Refusal<> no_such_queue(std::string_view parameter) {
  return resource_not_found(fmt::format(
      "The resource that you specified for the {} parameter doesn't exist.", parameter));
}

}  // namespace spotdrill::sqs
