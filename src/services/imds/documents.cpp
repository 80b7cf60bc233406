#include "services/imds/documents.hpp"

#include <fmt/format.h>

#include "base/iso8601.hpp"
#include "base/json.hpp"

namespace spotdrill::imds {
namespace {

std::string quoted(std::string_view text) {
  return to_text(json::value(text));
}

/// `text` as a JSON string; null when it is empty.
std::string or_null(const std::string& text) {
  return text.empty() ? "null" : quoted(text);
}

}  // namespace

std::string iam_info(const ec2::Instance& instance) {
  return fmt::format(
      "{{\n"
      "  \"Code\" : \"Success\",\n"
      "  \"LastUpdated\" : \"{}\",\n"
      "  \"InstanceProfileArn\" : {},\n"
      "  \"InstanceProfileId\" : {}\n"
      "}}",
      iso8601_seconds(instance.launch_time), quoted(instance.iam_profile->arn),
      quoted(instance.iam_profile->id));
}

std::string identity_credentials_info(const ec2::Instance& instance) {
  return fmt::format(
      "{{\n"
      "  \"Code\" : \"Success\",\n"
      "  \"LastUpdated\" : \"{}\",\n"
      "  \"AccountId\" : \"{}\"\n"
      "}}",
      iso8601_seconds(instance.launch_time), instance.owner_id);
}

std::string credentials_document(const Credentials& credentials) {
  return fmt::format(
      "{{\n"
      "  \"Code\" : \"Success\",\n"
      "  \"LastUpdated\" : \"{}\",\n"
      "  \"Type\" : \"AWS-HMAC\",\n"
      "  \"AccessKeyId\" : {},\n"
      "  \"SecretAccessKey\" : {},\n"
      "  \"Token\" : {},\n"
      "  \"Expiration\" : \"{}\"\n"
      "}}",
      iso8601_seconds(credentials.issued), quoted(credentials.access_key_id),
      quoted(credentials.secret_access_key), quoted(credentials.token),
      iso8601_seconds(credentials.expires));
}

std::string identity_document(const ec2::Instance& instance, const Place& place) {
  return fmt::format(
      "{{\n"
      "  \"accountId\" : {},\n"
      "  \"architecture\" : {},\n"
      "  \"availabilityZone\" : {},\n"
      "  \"billingProducts\" : null,\n"
      "  \"devpayProductCodes\" : null,\n"
      "  \"marketplaceProductCodes\" : null,\n"
      "  \"imageId\" : {},\n"
      "  \"instanceId\" : {},\n"
      "  \"instanceType\" : {},\n"
      "  \"kernelId\" : {},\n"
      "  \"pendingTime\" : \"{}\",\n"
      "  \"privateIp\" : {},\n"
      "  \"ramdiskId\" : {},\n"
      "  \"region\" : {},\n"
      "  \"version\" : \"2017-09-30\"\n"
      "}}",
      quoted(instance.owner_id), quoted(instance.architecture), quoted(instance.availability_zone),
      quoted(instance.image_id), quoted(instance.id), quoted(instance.instance_type),
      or_null(instance.kernel_id), iso8601_seconds(instance.launch_time),
      or_null(instance.private_ip), or_null(instance.ramdisk_id), quoted(place.region));
}

}  // namespace spotdrill::imds
