#include "drill/campaign/interrupted.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/iso8601.hpp"

namespace spotdrill::drill {

Variant interrupted(const Definition& definition, const Fault& like, std::string label,
                    const std::vector<FaultMoment>& moments) {
  Variant variant{.label = std::move(label), .definition = definition};
  std::erase_if(variant.definition.faults, takes_instance);
  const bool notice = like.kind == Fault::Kind::Interrupt;
  for (const FaultMoment& moment : moments) {
    variant.definition.faults.push_back(make_fault(like.kind, moment, like.notice));
    variant.options.emplace_back(notice ? "--interrupt-at" : "--terminate-at");
    variant.options.push_back(to_word(moment));
  }
  if (notice && like.notice != notice_full) {
    variant.options.insert(variant.options.end(), {"--notice", format_duration(like.notice)});
  }
  return variant;
}

Result<Fault, std::string> varied_fault(const Definition& definition) {
  const auto varied = std::ranges::find_if(definition.faults, takes_instance);
  if (varied == definition.faults.end()) {
    return refuse(std::string{"the drill has no fault to vary: give it one under 'faults'"});
  }
  for (const Fault& fault : definition.faults) {
    if (fault.kind == Fault::Kind::Template) {
      return refuse(
          fmt::format("{}: an experiment template of your own is run as it is; give the "
                      "drill 'interrupt-at' or 'terminate-at' instead",
                      fault.where));
    }
  }
  return *varied;
}

}  // namespace spotdrill::drill
