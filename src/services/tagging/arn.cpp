#include "services/tagging/arn.hpp"

namespace spotdrill::tagging {
namespace {

/// Takes what is before the next colon, and the colon.
std::optional<std::string_view> take_part(std::string_view& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view part = text.substr(0, colon);
  text.remove_prefix(colon + 1);
  return part;
}

}  // namespace

std::string_view Arn::type() const {
  const std::size_t end = resource.find_first_of(":/");
  return end == std::string_view::npos ? std::string_view{} : resource.substr(0, end);
}

std::optional<Arn> read_arn(std::string_view text) {
  if (take_part(text) != "arn" || take_part(text) != "aws") return std::nullopt;
  const auto service = take_part(text);
  const auto region = take_part(text);
  const auto account = take_part(text);
  if (!account || service->empty() || text.empty()) return std::nullopt;
  return Arn{.service = *service, .region = *region, .account = *account, .resource = text};
}

bool is_of_type(const Arn& arn, std::string_view filter) {
  const std::size_t colon = filter.find(':');
  if (filter.substr(0, colon) != arn.service) return false;
  return colon == std::string_view::npos || filter.substr(colon + 1) == arn.type();
}

}  // namespace spotdrill::tagging
