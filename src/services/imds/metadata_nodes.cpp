#include "services/imds/metadata_nodes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/iso8601.hpp"
#include "services/imds/documents.hpp"
#include "services/imds/network_nodes.hpp"

namespace spotdrill::imds {
namespace {

/// The role that EC2 itself gives every instance for its identity.
/// Source: EC2 User Guide, "Instance identity roles".
constexpr std::string_view identity_role = "aws:ec2-instance";

bool always(const View&) {
  return true;
}

std::string without_dev(std::string_view device) {
  if (device.starts_with("/dev/")) device.remove_prefix(5);
  return std::string{device};
}

Text role_credentials(const View& view, const std::string& role) {
  const auto credentials = view.sources.credentials(role, view.instance.id);
  if (!credentials) return {};
  return credentials_document(*credentials);
}

// ---- iam, identity-credentials ----------------------------------------------------------------

bool has_profile(const View& view) {
  return view.instance.iam_profile.has_value();
}

constexpr Node role_nodes[] = {
    {.name = "*",
     .value = [](const View& v) -> Text { return role_credentials(v, std::string{v.names[0]}); },
     .present = always},
};

Names roles(const View& view) {
  const std::string role = has_profile(view) ? view.sources.role(view.instance) : std::string{};
  if (role.empty()) return {};
  return {{.key = role}};
}

constexpr Node iam_nodes[] = {
    {.name = "info",
     .value = [](const View& v) -> Text {
       if (!has_profile(v)) return {};
       return iam_info(v.instance);
     }},
    {.name = "security-credentials", .children = role_nodes, .names = roles},
};

constexpr Node identity_role_nodes[] = {
    {.name = "ec2-instance",
     .value = [](const View& v) -> Text { return role_credentials(v, std::string{identity_role}); },
     .present = always},
};

constexpr Node identity_ec2_nodes[] = {
    {.name = "info",
     .value = [](const View& v) -> Text { return identity_credentials_info(v.instance); }},
    {.name = "security-credentials", .children = identity_role_nodes},
};

constexpr Node identity_nodes[] = {{.name = "ec2", .children = identity_ec2_nodes}};

// ---- spot, events -----------------------------------------------------------------------------

constexpr Node spot_nodes[] = {
    // "If your Spot Instance is marked to be stopped or terminated by Amazon EC2, the
    // instance-action
    // item is present … Otherwise, it is not present. … {"action": "stop", "time": "…"}"
    {.name = "instance-action",
     .since = "2016-11-15",
     .value = [](const View& v) -> Text {
       const ec2::Interruption* notice = v.instance.notice();
       if (notice == nullptr) return {};
       return fmt::format(R"({{"action":"{}","time":"{}"}})", name(notice->action),
                          iso8601_seconds(notice->deadline));
     }},
    // "This item is present only if the Spot Instance has been marked for termination."
    {.name = "termination-time",
     .since = "2014-11-05",
     .value = [](const View& v) -> Text {
       const ec2::Interruption* notice = v.instance.notice();
       if (notice == nullptr || notice->action != ec2::InterruptionBehavior::Terminate) return {};
       return iso8601_seconds(notice->deadline);
     }},
};

constexpr Node maintenance_nodes[] = {
    {.name = "history", .value = [](const View&) -> Text { return "[]"; }},
    {.name = "scheduled", .value = [](const View&) -> Text { return "[]"; }},
};

constexpr Node recommendation_nodes[] = {
    {.name = "rebalance",
     .since = "2020-10-27",
     .value = [](const View& v) -> Text {
       if (!v.instance.rebalance_at) return {};
       return fmt::format(R"({{"noticeTime":"{}"}})", iso8601_seconds(*v.instance.rebalance_at));
     }},
};

constexpr Node event_nodes[] = {
    {.name = "maintenance", .children = maintenance_nodes},
    {.name = "recommendations", .since = "2020-10-27", .children = recommendation_nodes},
};

// ---- block-device-mapping ---------------------------------------------------------------------

// "EBS volumes are only available in metadata if they were present at launch time or when the
// instance was last started." Source: EC2 User Guide, "Instance metadata categories".
bool is_shown(const View& view, const ec2::AttachedVolume& volume) {
  return volume.device_name != view.instance.root_device_name &&
         volume.attached_at <= view.instance.launch_time;
}

Names block_devices(const View& view) {
  Names names{{.key = "ami"}};
  int index = 0;
  for (const ec2::AttachedVolume& volume : view.instance.volumes) {
    if (is_shown(view, volume)) names.push_back({.key = fmt::format("ebs{}", ++index)});
  }
  names.push_back({.key = "root"});
  return names;
}

Text block_device(const View& view) {
  const std::string_view key = view.names[0];
  if (!key.starts_with("ebs")) return view.instance.root_device_name;
  int wanted = 0;
  std::from_chars(key.data() + 3, key.data() + key.size(), wanted);
  for (const ec2::AttachedVolume& volume : view.instance.volumes) {
    if (!is_shown(view, volume)) continue;
    if (--wanted == 0) return without_dev(volume.device_name);
  }
  return {};
}

constexpr Node block_device_nodes[] = {{.name = "*", .value = block_device}};

// ---- placement, services, public-keys, tags, metrics ------------------------------------------

constexpr Node placement_nodes[] = {
    {.name = "availability-zone",
     .value = [](const View& v) { return unless_empty(v.instance.availability_zone); }},
    {.name = "availability-zone-id",
     .since = "2019-10-01",
     .value = [](const View& v) { return unless_empty(v.instance.availability_zone_id); }},
    {.name = "group-name",
     .since = "2020-08-24",
     .value = [](const View& v) { return unless_empty(v.instance.placement_group); }},
    {.name = "region",
     .since = "2020-08-24",
     .value = [](const View& v) { return unless_empty(v.place.region); }},
};

constexpr Node service_nodes[] = {
    {.name = "domain", .value = [](const View&) -> Text { return "amazonaws.com"; }},
    {.name = "partition",
     .since = "2015-10-20",
     .value = [](const View&) -> Text { return "aws"; }},
};

// DEVIATION: of a key pair that nobody made or imported the name is shown, and no key.
constexpr Node public_key_nodes[] = {
    {.name = "openssh-key",
     .value = [](const View& v) { return unless_empty(v.instance.public_key); },
     .present = always}};
constexpr Node public_keys_nodes[] = {{.name = "*", .children = public_key_nodes}};

Names public_keys(const View& view) {
  if (view.instance.key_name.empty()) return {};
  return {{.key = "0", .shown = "0=" + view.instance.key_name}};
}

bool shows_tags(const View& view) {
  return view.instance.metadata_options.instance_metadata_tags == "enabled";
}

Names tags(const View& view) {
  Names names;
  if (!shows_tags(view)) return names;
  for (const auto& [key, value] : view.instance.tags) names.push_back({.key = key});
  return names;
}

constexpr Node tag_nodes[] = {
    {.name = "*",
     .value = [](const View& v) -> Text {
       const auto found = v.instance.tags.find(std::string{v.names[0]});
       if (found == v.instance.tags.end()) return {};
       return found->second;
     }},
};
constexpr Node tags_nodes[] = {
    {.name = "instance", .children = tag_nodes, .names = tags, .present = shows_tags}};

constexpr Node metrics_nodes[] = {
    {.name = "vhostmd",
     .value = [](const View&) -> Text { return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"; }},
};

/// Instance families on the Xen hypervisor. Source: EC2 User Guide, "Instance types".
bool on_xen(std::string_view instance_type) {
  constexpr std::string_view xen[] = {"c1", "c3", "c4", "d2", "f1", "g3", "h1",
                                      "i2", "i3", "m1", "m2", "m3", "m4", "p2",
                                      "p3", "r3", "r4", "t1", "t2", "x1", "x1e"};
  const std::string_view family = instance_type.substr(0, instance_type.find('.'));
  return std::find(std::begin(xen), std::end(xen), family) != std::end(xen);
}

// ---- the top ----------------------------------------------------------------------------------

constexpr Node meta_data_nodes[] = {
    {.name = "ami-id", .value = [](const View& v) { return unless_empty(v.instance.image_id); }},
    {.name = "ami-launch-index",
     .value = [](const View& v) -> Text { return std::to_string(v.instance.launch_index); }},
    // "If you used an Amazon EBS-backed AMI to launch the instance, the returned result is
    // unknown."
    {.name = "ami-manifest-path", .value = [](const View&) -> Text { return "(unknown)"; }},
    {.name = "block-device-mapping",
     .since = "2007-12-15",
     .children = block_device_nodes,
     .names = block_devices},
    {.name = "events", .since = "2018-08-17", .children = event_nodes},
    {.name = "hostname",
     .value = [](const View& v) { return unless_empty(v.instance.private_dns_name); }},
    {.name = "iam", .since = "2012-01-12", .children = iam_nodes, .present = has_profile},
    {.name = "identity-credentials", .since = "2018-05-23", .children = identity_nodes},
    {.name = "instance-action",
     .since = "2008-09-01",
     .value = [](const View&) -> Text { return "none"; }},
    {.name = "instance-id", .value = [](const View& v) { return unless_empty(v.instance.id); }},
    {.name = "instance-life-cycle",
     .since = "2019-10-01",
     .value = [](const View& v) -> Text { return v.instance.is_spot() ? "spot" : "on-demand"; }},
    {.name = "instance-type",
     .since = "2007-08-29",
     .value = [](const View& v) { return unless_empty(v.instance.instance_type); }},
    {.name = "kernel-id",
     .since = "2008-02-01",
     .value = [](const View& v) { return unless_empty(v.instance.kernel_id); }},
    {.name = "local-hostname",
     .since = "2007-01-19",
     .value = [](const View& v) { return unless_empty(v.instance.private_dns_name); }},
    {.name = "local-ipv4",
     .value = [](const View& v) { return unless_empty(v.instance.private_ip); }},
    {.name = "mac",
     .since = "2011-01-01",
     .value = [](const View& v) { return unless_empty(v.instance.mac); }},
    {.name = "metrics", .since = "2011-05-01", .children = metrics_nodes},
    {.name = "network", .since = "2011-01-01", .children = network::nodes},
    {.name = "placement", .since = "2008-02-01", .children = placement_nodes},
    {.name = "profile",
     .since = "2011-05-01",
     .value = [](const View&) -> Text { return "default-hvm"; }},
    {.name = "public-hostname",
     .since = "2007-01-19",
     .value = [](const View& v) { return unless_empty(v.instance.public_dns_name); }},
    {.name = "public-ipv4",
     .since = "2007-01-19",
     .value = [](const View& v) { return unless_empty(v.instance.public_ip); }},
    {.name = "public-keys", .children = public_keys_nodes, .names = public_keys},
    {.name = "ramdisk-id",
     .since = "2007-10-10",
     .value = [](const View& v) { return unless_empty(v.instance.ramdisk_id); }},
    {.name = "reservation-id",
     .value = [](const View& v) { return unless_empty(v.instance.reservation_id); }},
    {.name = "security-groups",
     .value =
         [](const View& v) {
           return unless_empty(lines(v.instance.security_groups, &ec2::GroupRef::name));
         }},
    {.name = "services", .since = "2014-02-25", .children = service_nodes},
    {.name = "spot", .since = "2014-11-05", .children = spot_nodes},
    {.name = "system",
     .since = "2022-09-24",
     .value = [](const View& v) -> Text {
       return on_xen(v.instance.instance_type) ? "xen" : "nitro";
     }},
    {.name = "tags", .since = "2021-03-23", .children = tags_nodes},
};

constexpr Node identity_document_nodes[] = {
    {.name = "document",
     .value = [](const View& v) -> Text { return identity_document(v.instance, v.place); }},
    {.name = "pkcs7",
     .value = [](const View& v) -> Text {
       return v.sign(identity_document(v.instance, v.place)).pkcs7;
     },
     .present = always},
    {.name = "rsa2048",
     .value = [](const View& v) -> Text {
       return v.sign(identity_document(v.instance, v.place)).rsa2048;
     },
     .present = always},
    {.name = "signature",
     .value = [](const View& v) -> Text {
       return v.sign(identity_document(v.instance, v.place)).signature;
     },
     .present = always},
};

constexpr Node fws_nodes[] = {
    {.name = "instance-monitoring",
     .value = [](const View& v) -> Text { return v.instance.monitoring ? "enabled" : "disabled"; }},
};

constexpr Node dynamic_nodes[] = {
    {.name = "fws", .since = "2009-04-04", .children = fws_nodes},
    {.name = "instance-identity", .since = "2009-04-04", .children = identity_document_nodes},
};

constexpr Node top_nodes[] = {
    {.name = "dynamic", .since = "2009-04-04", .children = dynamic_nodes},
    {.name = "meta-data", .children = meta_data_nodes},
    {.name = "user-data",
     .value = [](const View& v) { return unless_empty(v.instance.user_data); }},
};

constexpr Node root{.children = top_nodes, .plain_listing = true};

}  // namespace

const Node& root_node() {
  return root;
}

}  // namespace spotdrill::imds
