#include "services/ec2/security_group_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/render.hpp"

namespace spotdrill::ec2 {
namespace {

/// "tcp" for 6, and so on: how EC2 shows a protocol, whichever way it was named.
Result<std::string> read_protocol(const std::string& text) {
  for (const auto& [number, name] : {std::pair{"6", "tcp"}, std::pair{"17", "udp"},
                                     std::pair{"1", "icmp"}, std::pair{"58", "icmpv6"}}) {
    if (text == number || text == name) return std::string{name};
  }
  if (text == "-1" || text == "all") return std::string{"-1"};
  int number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > 255) {
    return refuse(errors::invalid_permission(
        fmt::format("Invalid value '{}' for IP protocol. Unknown protocol.", text)));
  }
  return text;
}

/// "10.0.0.0/8", loosely: addresses are shown, not compared.
bool has_cidr_form(std::string_view text, std::string_view allowed, int bits_max) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || text.size() > 64) return false;
  const std::string_view length = text.substr(slash + 1);
  int bits = -1;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
  return error == std::errc{} && end == length.data() + length.size() && bits >= 0 &&
         bits <= bits_max &&
         text.substr(0, slash).find_first_not_of(allowed) == std::string_view::npos;
}

Result<SecurityGroupRule> read_ports(const api::ec2::IpPermission& permission, bool egress) {
  SecurityGroupRule rule;
  rule.egress = egress;
  if (!permission.ip_protocol) return refuse(errors::missing_parameter("ipProtocol"));
  rule.protocol = TRY(read_protocol(*permission.ip_protocol));
  if (rule.protocol == "-1") return rule;
  rule.from_port = permission.from_port;
  rule.to_port = permission.to_port;
  if (rule.protocol != "tcp" && rule.protocol != "udp") return rule;
  if (!rule.from_port || !rule.to_port) {
    return refuse(errors::invalid_permission(
        "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange."));
  }
  if (*rule.from_port < 0 || *rule.to_port > 65535 || *rule.from_port > *rule.to_port) {
    return refuse(errors::invalid_permission(
        fmt::format("Invalid TCP/UDP port range ({}:{})", *rule.from_port, *rule.to_port)));
  }
  return rule;
}

/// `rule` for each of a permission's peers.
Result<void> add_peers(Ec2& ec2, const api::ec2::IpPermission& permission,
                       const SecurityGroupRule& rule, std::vector<SecurityGroupRule>& rules) {
  const auto add = [&](const std::optional<std::string>& description) -> SecurityGroupRule& {
    SecurityGroupRule& made = rules.emplace_back(rule);
    made.description = description.value_or("");
    return made;
  };
  for (const auto& range : permission.ip_ranges) {
    const std::string cidr = range.cidr_ip.value_or("");
    if (!has_cidr_form(cidr, "0123456789.", 32)) {
      return refuse(errors::invalid_permission("CIDR block " + cidr + " is malformed"));
    }
    add(range.description).cidr_ipv4 = cidr;
  }
  for (const auto& range : permission.ipv6_ranges) {
    const std::string cidr = range.cidr_ipv6.value_or("");
    if (!has_cidr_form(cidr, "0123456789abcdefABCDEF:.", 128)) {
      return refuse(errors::invalid_permission("CIDR block " + cidr + " is malformed"));
    }
    add(range.description).cidr_ipv6 = cidr;
  }
  for (const auto& list : permission.prefix_list_ids) {
    add(list.description).prefix_list_id = list.prefix_list_id.value_or("");
  }
  for (const auto& pair : permission.user_id_group_pairs) {
    const SecurityGroup peer = TRY(named_group(ec2, pair.group_id, pair.group_name));
    add(pair.description).group_id = peer.id;
  }
  return {};
}

/// "peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW", as AWS says it.
std::string told_rule(const SecurityGroupRule& rule) {
  const std::string peer = rule.cidr_ipv4 + rule.cidr_ipv6 + rule.prefix_list_id + rule.group_id;
  std::string protocol = rule.protocol == "-1" ? "ALL" : rule.protocol;
  for (char& c : protocol) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  std::string ports;
  if (rule.protocol.starts_with("icmp")) {
    const auto part = [](const std::optional<std::int32_t>& number) {
      return number.value_or(-1) == -1 ? std::string{"ALL"} : std::to_string(*number);
    };
    ports = fmt::format(", type: {}, code: {}", part(rule.from_port), part(rule.to_port));
  } else if (rule.from_port) {
    ports = fmt::format(", from port: {}, to port: {}", *rule.from_port,
                        rule.to_port.value_or(*rule.from_port));
  }
  return fmt::format("peer: {}, {}{}, ALLOW", peer, protocol, ports);
}

}  // namespace

Result<SecurityGroup> named_group(Ec2& ec2, const std::optional<std::string>& id,
                                  const std::optional<std::string>& name) {
  if (id) return ec2.catalogue().security_group(*id);
  if (!name) return refuse(errors::missing_parameter("GroupId or GroupName"));
  return ec2.catalogue().security_group_named(*name);
}

Result<std::vector<SecurityGroupRule>> read_rules(
    Ec2& ec2, const std::vector<api::ec2::IpPermission>& permissions, bool egress) {
  if (permissions.empty()) return refuse(errors::missing_parameter("ipPermissions"));
  std::vector<SecurityGroupRule> rules;
  for (const api::ec2::IpPermission& permission : permissions) {
    const SecurityGroupRule rule = TRY(read_ports(permission, egress));
    TRY(add_peers(ec2, permission, rule, rules));
  }
  return rules;
}

Result<std::vector<SecurityGroupRule>> authorize(
    Ec2& ec2, const SecurityGroup& group, const std::vector<api::ec2::IpPermission>& permissions,
    bool egress) {
  std::vector<SecurityGroupRule> added = TRY(read_rules(ec2, permissions, egress));
  std::vector<SecurityGroupRule> rules = ec2.catalogue().rules(group);
  for (SecurityGroupRule& rule : added) {
    if (std::ranges::any_of(rules, [&](const auto& each) { return each.allows_same(rule); })) {
      return refuse(errors::rule_exists(told_rule(rule)));
    }
    rule.id = ec2.world().ids.resource("sgr-");
    rules.push_back(rule);
  }
  const auto of_direction = std::ranges::count(rules, egress, &SecurityGroupRule::egress);
  if (static_cast<std::size_t>(of_direction) > group_rules_max) {
    return refuse(errors::too_many_rules());
  }
  SecurityGroup changed = group;
  changed.rules = std::move(rules);
  ec2.catalogue().put_security_group(std::move(changed));
  return added;
}

Result<std::vector<SecurityGroupRule>> revoke(
    Ec2& ec2, const SecurityGroup& group, const std::vector<std::string>& rule_ids,
    const std::vector<api::ec2::IpPermission>& permissions, bool egress) {
  std::vector<SecurityGroupRule> rules = ec2.catalogue().rules(group);
  std::vector<SecurityGroupRule> removed;
  const auto remove = [&](auto matches) {
    const auto found = std::ranges::find_if(rules, matches);
    if (found == rules.end()) return false;
    removed.push_back(*found);
    rules.erase(found);
    return true;
  };
  for (const std::string& id : rule_ids) {
    const auto is_it = [&](const auto& each) { return each.id == id && each.egress == egress; };
    if (!remove(is_it)) return refuse(errors::rule_ids_not_found({id}));
  }
  if (rule_ids.empty()) {
    for (const SecurityGroupRule& rule : TRY(read_rules(ec2, permissions, egress))) {
      if (!remove([&](const auto& each) { return each.allows_same(rule); })) {
        return refuse(errors::rule_not_found());
      }
    }
  }
  SecurityGroup changed = group;
  changed.rules = std::move(rules);
  ec2.catalogue().put_security_group(std::move(changed));
  return removed;
}

std::vector<api::ec2::IpPermission> render_permissions(const std::string& owner,
                                                       const std::vector<SecurityGroupRule>& rules,
                                                       bool egress) {
  std::vector<api::ec2::IpPermission> permissions;
  for (const SecurityGroupRule& rule : rules) {
    if (rule.egress != egress) continue;
    auto found = std::ranges::find_if(permissions, [&](const api::ec2::IpPermission& each) {
      return each.ip_protocol == rule.protocol && each.from_port == rule.from_port &&
             each.to_port == rule.to_port;
    });
    if (found == permissions.end()) {
      found = permissions.insert(permissions.end(), api::ec2::IpPermission{});
      found->ip_protocol = rule.protocol;
      found->from_port = rule.from_port;
      found->to_port = rule.to_port;
    }
    const auto description = unless_empty(rule.description);
    if (!rule.cidr_ipv4.empty()) {
      found->ip_ranges.push_back({.description = description, .cidr_ip = rule.cidr_ipv4});
    } else if (!rule.cidr_ipv6.empty()) {
      found->ipv6_ranges.push_back({.description = description, .cidr_ipv6 = rule.cidr_ipv6});
    } else if (!rule.prefix_list_id.empty()) {
      found->prefix_list_ids.push_back(
          {.description = description, .prefix_list_id = rule.prefix_list_id});
    } else {
      auto& pair = found->user_id_group_pairs.emplace_back();
      pair.description = description;
      pair.user_id = owner;
      pair.group_id = rule.group_id;
    }
  }
  return permissions;
}

api::ec2::SecurityGroupRule render_rule(const Ec2& ec2, const SecurityGroup& group,
                                        const SecurityGroupRule& rule) {
  api::ec2::SecurityGroupRule shown;
  shown.security_group_rule_id = rule.id;
  shown.group_id = group.id;
  shown.group_owner_id = ec2.place().account;
  shown.is_egress = rule.egress;
  shown.ip_protocol = rule.protocol;
  // "-1 indicates all": where a rule is for all protocols.
  shown.from_port = rule.from_port.value_or(-1);
  shown.to_port = rule.to_port.value_or(-1);
  shown.cidr_ipv4 = unless_empty(rule.cidr_ipv4);
  shown.cidr_ipv6 = unless_empty(rule.cidr_ipv6);
  shown.prefix_list_id = unless_empty(rule.prefix_list_id);
  if (!rule.group_id.empty()) {
    auto& peer = shown.referenced_group_info.emplace();
    peer.group_id = rule.group_id;
    peer.user_id = ec2.place().account;
  }
  shown.description = unless_empty(rule.description);
  shown.tags = render_tags(ec2.catalogue().tags(rule.id));
  shown.security_group_rule_arn = ec2.place().arn("ec2", "security-group-rule/" + rule.id);
  return shown;
}

std::vector<api::ec2::SecurityGroupRule> render_rules(const Ec2& ec2, const SecurityGroup& group,
                                                      const std::vector<SecurityGroupRule>& rules) {
  std::vector<api::ec2::SecurityGroupRule> shown;
  for (const SecurityGroupRule& rule : rules) shown.push_back(render_rule(ec2, group, rule));
  return shown;
}

std::vector<api::ec2::RevokedSecurityGroupRule> render_revoked(
    const SecurityGroup& group, const std::vector<SecurityGroupRule>& rules) {
  std::vector<api::ec2::RevokedSecurityGroupRule> shown;
  for (const SecurityGroupRule& rule : rules) {
    auto& one = shown.emplace_back();
    one.security_group_rule_id = rule.id;
    one.group_id = group.id;
    one.is_egress = rule.egress;
    one.ip_protocol = rule.protocol;
    one.from_port = rule.from_port.value_or(-1);
    one.to_port = rule.to_port.value_or(-1);
    one.cidr_ipv4 = unless_empty(rule.cidr_ipv4);
    one.cidr_ipv6 = unless_empty(rule.cidr_ipv6);
    one.prefix_list_id = unless_empty(rule.prefix_list_id);
    one.referenced_group_id = unless_empty(rule.group_id);
    one.description = unless_empty(rule.description);
  }
  return shown;
}

}  // namespace spotdrill::ec2
