#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/findings/user_data_end.hpp"

namespace spotdrill::drill {

std::optional<Finding> exit_code(const InstanceScene& scene) {
  const std::optional<std::string> evidence = unprovoked_failure(scene);
  if (!evidence) return std::nullopt;
  const ExitCodeMeaning* meaning = meaning_of(*scene.instance.user_data_end);
  if (meaning == nullptr) return std::nullopt;
  return Finding{
      .cause = std::string{meaning->cause},
      .evidence = fmt::format("{}; {} is {}", *evidence, meaning->code, meaning->meaning),
      .remedy = std::string{meaning->remedy}};
}

}  // namespace spotdrill::drill
