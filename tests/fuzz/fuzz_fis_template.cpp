// Experiment templates: what is accepted can be stored, read back, and is sound again.
#include <cstdint>
#include <cstdlib>

#include "api/fis.hpp"
#include "protocol/codec.hpp"
#include "services/fis/definition.hpp"
#include "services/fis/validation.hpp"
#include "store/record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  const auto& service = api::fis::service();
  const auto& operation = *shape::find_operation(service, "CreateExperimentTemplate");
  protocol::HttpRequest request{.method = "POST", .target = "/experimentTemplates"};
  request.headers.set("Content-Type", "application/json");
  request.body.assign(reinterpret_cast<const char*>(data), size);
  const auto input =
      protocol::codec(shape::Protocol::RestJson).read_request(service, operation, request);
  if (!input.has_value()) return 0;
  const auto definition =
      fis::definition_of(input->get<api::fis::CreateExperimentTemplateRequest>());
  if (!definition.has_value()) return 0;
  fis::Definition read_back;
  record::from_json(record::to_json(*definition), read_back);
  if (read_back != *definition) std::abort();
  const bool sound = fis::validate(*definition, fis::Quotas{}).has_value();
  if (sound != fis::validate(read_back, fis::Quotas{}).has_value()) std::abort();
  return 0;
}
