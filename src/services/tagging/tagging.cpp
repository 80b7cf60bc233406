#include "services/tagging/tagging.hpp"

#include <algorithm>

#include "services/tagging/arn.hpp"
#include "services/tagging/errors.hpp"

namespace spotdrill::tagging {

std::map<std::string, Tags> Tagging::tagged() const {
  std::map<std::string, Tags> resources;
  for (const TaggedService& service : services_) {
    service.each(place_.region, [&](std::string arn, const Tags& tags) {
      if (!tags.empty()) resources.emplace(std::move(arn), tags);
    });
  }
  return resources;
}

Result<std::map<std::string, AwsError>> Tagging::change(const std::vector<std::string>& arns,
                                                        const Change& change) const {
  for (const std::string& arn : arns) {
    if (!read_arn(arn)) return refuse(errors::not_an_arn(arn));
  }
  std::map<std::string, AwsError> failed;
  for (const std::string& arn : arns) {
    if (auto done = change_one(arn, change); !done) failed.emplace(arn, std::move(done).error());
  }
  return failed;
}

Result<void> Tagging::change_one(const std::string& text, const Change& change) const {
  const Arn arn = *read_arn(text);
  if ((!arn.region.empty() && arn.region != place_.region) ||
      (!arn.account.empty() && arn.account != place_.account)) {
    return refuse(errors::foreign(text));
  }
  const auto service = std::ranges::find(services_, arn.service, &TaggedService::name);
  if (service == services_.end()) return refuse(errors::no_such_service(arn.service));
  return change(*service, place_.region, {.arn = text, .name = std::string{arn.resource}});
}

}  // namespace spotdrill::tagging
