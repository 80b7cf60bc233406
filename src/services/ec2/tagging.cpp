#include "services/ec2/tagging.hpp"

#include <algorithm>
#include <iterator>

#include "base/count_characters.hpp"
#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/volume_errors.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

/// A kind of resource, by what its ids begin with.
struct Kind {
  std::string_view prefix;
  std::string_view type;
  std::string_view noun;
  std::string_view not_found;
};

/// Source: EC2 API Reference, TagSpecification, ResourceType; the codes: "Error codes for the
/// Amazon EC2 API".
constexpr Kind kinds[] = {
    {"acl-", "network-acl", "networkAcl", "InvalidNetworkAclID.NotFound"},
    {"ami-", "image", "image", "InvalidAMIID.NotFound"},
    {"cr-", "capacity-reservation", "capacityReservation", "InvalidCapacityReservationId.NotFound"},
    {"dopt-", "dhcp-options", "dhcpOption", "InvalidDhcpOptionID.NotFound"},
    {"eipalloc-", "elastic-ip", "allocation", "InvalidAllocationID.NotFound"},
    {"eni-", "network-interface", "networkInterface", "InvalidNetworkInterfaceID.NotFound"},
    {"fleet-", "fleet", "fleet", "InvalidFleetId.NotFound"},
    {"i-", "instance", "instance", "InvalidInstanceID.NotFound"},
    {"igw-", "internet-gateway", "internetGateway", "InvalidInternetGatewayID.NotFound"},
    {"key-", "key-pair", "key pair", "InvalidKeyPair.NotFound"},
    {"lt-", "launch-template", "launch template", "InvalidLaunchTemplateId.NotFound"},
    {"nat-", "natgateway", "natGateway", "NatGatewayNotFound"},
    {"rtb-", "route-table", "routeTable", "InvalidRouteTableID.NotFound"},
    {"sfr-", "spot-fleet-request", "spot fleet request", "InvalidSpotFleetRequestId.NotFound"},
    {"sg-", "security-group", "security group", "InvalidGroup.NotFound"},
    {"sgr-", "security-group-rule", "security group rule", "InvalidSecurityGroupRuleId.NotFound"},
    {"sir-", "spot-instances-request", "spot instance request",
     "InvalidSpotInstanceRequestID.NotFound"},
    {"snap-", "snapshot", "snapshot", "InvalidSnapshot.NotFound"},
    {"subnet-", "subnet", "subnet", "InvalidSubnetID.NotFound"},
    {"vol-", "volume", "volume", "InvalidVolume.NotFound"},
    {"vpc-", "vpc", "vpc", "InvalidVpcID.NotFound"},
};

const Kind* kind_of(std::string_view id) {
  const auto found =
      std::ranges::find_if(kinds, [&](const Kind& kind) { return id.starts_with(kind.prefix); });
  return found == std::end(kinds) ? nullptr : &*found;
}

bool is_reserved(std::string_view key) {
  // "the tag key must not begin with aws: … in any combination of upper or lowercase".
  constexpr std::string_view reserved = "aws:";
  return key.size() >= reserved.size() &&
         std::ranges::equal(key.substr(0, reserved.size()), reserved, [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

bool is_interface_of_instance(const Ec2& ec2, const std::string& id) {
  return std::ranges::any_of(ec2.instances(), [&](const auto& entry) {
    const Instance& instance = entry.second;
    return instance.network_interface_id == id;
  });
}

}  // namespace

std::string_view resource_type(std::string_view id) {
  const Kind* kind = kind_of(id);
  return kind == nullptr ? std::string_view{} : kind->type;
}

Result<void> check_taggable(Ec2& ec2, const std::string& id) {
  const Kind* kind = kind_of(id);
  if (kind == nullptr) return refuse(errors::invalid_resource_id(id));
  if (kind->prefix == "i-") {
    TRY(ec2.find_all({id}));
    return {};
  }
  if (kind->prefix == "sir-") {
    if (ec2.find_request(id) == nullptr) return refuse(errors::spot_request_not_found({id}));
    return {};
  }
  if (kind->prefix == "ami-") {
    TRY(ec2.catalogue().image(id));
    return {};
  }
  if (kind->prefix == "subnet-") {
    TRY(ec2.catalogue().subnet(id));
    return {};
  }
  if (kind->prefix == "sg-") {
    TRY(ec2.catalogue().security_group(id));
    return {};
  }
  if (kind->prefix == "vol-") {
    TRY(known_volume(ec2, id));
    return {};
  }
  if (kind->prefix == "snap-") {
    if (ec2.find_snapshot(id) == nullptr) return refuse(errors::snapshot_not_found({id}));
    return {};
  }
  if (!ec2.options().strict_ids || is_interface_of_instance(ec2, id)) return {};
  const Catalogue& catalogue = ec2.catalogue();
  const auto has_id = [&](const auto& each) { return each.id == id; };
  if (std::ranges::any_of(catalogue.vpcs(), has_id)) return {};
  if (std::ranges::any_of(catalogue.key_pairs(), has_id)) return {};
  if (std::ranges::any_of(catalogue.route_tables(), has_id)) return {};
  if (std::ranges::any_of(catalogue.internet_gateways(), has_id)) return {};
  if (catalogue.launch_templates().contains(id)) return {};
  if (catalogue.find_network_interface(id) != nullptr) return {};
  return refuse(errors::resource_not_found(kind->noun, kind->not_found, id));
}

Result<void> check_tag(const std::string& key, const std::string& value) {
  if (key.empty()) return refuse(errors::tag_key_missing());
  if (is_reserved(key)) return refuse(errors::reserved_tag_key());
  if (count_characters(key) > tag_key_characters_max) return refuse(errors::tag_key_too_long());
  if (count_characters(value) > tag_value_characters_max)
    return refuse(errors::tag_value_too_long());
  return {};
}

// "Instance tag keys can include letters, digits, and the following characters: + - = . , _ : @ …
// can't contain spaces or /, and can't comprise only . (one period), .. (two periods), or _index."
// Source: EC2 User Guide, "View tags for your EC2 instances using instance metadata".
Result<void> check_metadata_tags(const Tags& tags) {
  const auto shown = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view{"-_+=,.@:"}.find(c) != std::string_view::npos;
  };
  for (const auto& [key, value] : tags) {
    const bool reserved = key == "." || key == ".." || key == "_index";
    if (reserved || !std::ranges::all_of(key, shown)) {
      return refuse(errors::not_a_metadata_tag_key(key));
    }
  }
  return {};
}

const Tags& tags_of(const Ec2& ec2, const std::string& id) {
  if (const Instance* instance = ec2.find_instance(id)) return instance->tags;
  if (const SpotRequest* request = ec2.find_request(id)) return request->tags;
  return ec2.catalogue().tags(id);
}

void each_tagged(const Ec2& ec2,
                 const std::function<void(const std::string& id, const Tags& tags)>& visit) {
  for (const auto& [id, instance] : ec2.instances()) visit(id, instance.tags);
  for (const auto& [id, spot] : ec2.requests()) visit(id, spot.tags);
  for (const std::string& id : ec2.catalogue().tagged()) visit(id, ec2.catalogue().tags(id));
}

void set_tags(Ec2& ec2, const std::string& id, Tags tags) {
  if (tags_of(ec2, id) == tags) return;
  json::object shown;
  for (const auto& [key, value] : tags) shown.emplace(key, value);
  if (ec2.find_instance(id) != nullptr) {
    ec2.edit_instance(id).tags = std::move(tags);
  } else if (ec2.find_request(id) != nullptr) {
    ec2.edit_request(id).tags = std::move(tags);
  } else {
    ec2.catalogue().set_tags(id, std::move(tags));
  }
  json::object details;
  details.emplace("tags", std::move(shown));
  ec2.record(id, "tags-changed", std::move(details));
}

}  // namespace spotdrill::ec2
