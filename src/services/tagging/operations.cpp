#include "services/tagging/operations.hpp"

#include <array>

namespace spotdrill::tagging {
namespace {

constexpr std::array operations{
    wire::operation<get_resources>("GetResources"),
    wire::operation<get_tag_keys>("GetTagKeys"),
    wire::operation<get_tag_values>("GetTagValues"),
    wire::operation<tag_resources>("TagResources"),
    wire::operation<untag_resources>("UntagResources"),
};

}  // namespace

wire::Service service(wire::Regional<Tagging>& regions) {
  return {.model = &api::tagging::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::tagging
