#include <fmt/format.h>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {
namespace {

/// "Possible values: Integers from 1 to 64".
constexpr std::int32_t hop_limit_max = 64;

Result<void> check_choice(const std::optional<std::string>& value, std::string_view parameter,
                          std::string_view one, std::string_view other) {
  if (!value || *value == one || *value == other) return {};
  return refuse(
      errors::invalid_option(*value, parameter, fmt::format("Valid values: {}, {}", one, other)));
}

}  // namespace

/// Changes how an instance answers for its metadata, at once.
/// Errors: InvalidInstanceID.NotFound, InvalidInstanceID.Malformed, InvalidParameterValue,
/// IncorrectInstanceState.
/// Source: EC2 API Reference, ModifyInstanceMetadataOptions.
Result<api::ec2::ModifyInstanceMetadataOptionsResult> modify_instance_metadata_options(
    Ec2& ec2, const api::ec2::ModifyInstanceMetadataOptionsRequest& request) {
  TRY(check_choice(request.http_tokens, "HttpTokens", "optional", "required"));
  TRY(check_choice(request.http_endpoint, "HttpEndpoint", "disabled", "enabled"));
  TRY(check_choice(request.http_protocol_ipv6, "HttpProtocolIpv6", "disabled", "enabled"));
  TRY(check_choice(request.instance_metadata_tags, "InstanceMetadataTags", "disabled", "enabled"));
  if (const auto& hops = request.http_put_response_hop_limit) {
    if (*hops < 1 || *hops > hop_limit_max) {
      return refuse(errors::invalid_option(std::to_string(*hops), "HttpPutResponseHopLimit",
                                           "Valid values: integers from 1 to 64"));
    }
  }
  TRY(ec2.find_all({request.instance_id}));
  const Instance& known = *ec2.find_instance(request.instance_id);
  if (known.state == InstanceState::ShuttingDown || known.state == InstanceState::Terminated) {
    return refuse(errors::not_modifiable(known.id, name(known.state)));
  }
  if (request.instance_metadata_tags == "enabled") TRY(check_metadata_tags(known.tags));
  Instance& instance = ec2.edit_instance(request.instance_id);
  MetadataOptions& options = instance.metadata_options;
  options.http_tokens = request.http_tokens.value_or(options.http_tokens);
  options.http_endpoint = request.http_endpoint.value_or(options.http_endpoint);
  options.http_protocol_ipv6 = request.http_protocol_ipv6.value_or(options.http_protocol_ipv6);
  options.instance_metadata_tags =
      request.instance_metadata_tags.value_or(options.instance_metadata_tags);
  options.http_put_response_hop_limit =
      request.http_put_response_hop_limit.value_or(options.http_put_response_hop_limit);

  api::ec2::ModifyInstanceMetadataOptionsResult result;
  result.instance_id = instance.id;
  result.instance_metadata_options = render_metadata_options(instance);
  // "pending - The metadata options are being updated": what AWS replies with.
  result.instance_metadata_options->state = "pending";
  return result;
}

}  // namespace spotdrill::ec2
