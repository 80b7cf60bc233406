// VPCs, subnets and security groups: those that every region has, those that operations made, and
// those that were named and are adopted.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/catalogue_tables.hpp"

namespace spotdrill::ec2 {

Result<Subnet> Catalogue::subnet(const std::string& id) {
  if (const Subnet* subnet = tables_->subnets.find(id)) return *subnet;
  if (is_gone(id)) return refuse(errors::subnet_not_found({id}));
  const auto known = std::ranges::find(default_subnets_, id, &Subnet::id);
  if (known != default_subnets_.end()) return *known;
  const std::size_t adopted = tables_->subnets.all().size();
  constexpr std::size_t subnets_in_vpc = 256;
  constexpr std::size_t adopted_subnets_max = 250 * subnets_in_vpc;
  if (strict_ids_ || !has_id_form(id, "subnet-") || adopted >= adopted_subnets_max) {
    return refuse(errors::subnet_not_found({id}));
  }
  // DEVIATION: a subnet that nobody made exists as soon as it is named, unless ids are strict. It
  // lies in a VPC of its own kind, and in the zones by turns.
  const std::size_t vpc = adopted / subnets_in_vpc;
  const AvailabilityZone& zone = zones_[adopted % zones_.size()];
  return tables_->subnets.put(id,
                              {.id = id,
                               .vpc_id = derived_id("vpc-", fmt::format("adopted-{}", vpc)),
                               .availability_zone = zone.name,
                               .availability_zone_id = zone.id,
                               .cidr = fmt::format("10.{}.{}.0/24", vpc, adopted % subnets_in_vpc),
                               .map_public_ip = false,
                               .adopted = true});
}

Result<Subnet> Catalogue::default_subnet(const std::string& zone) {
  const auto found = zone.empty()
                         ? default_subnets_.begin()
                         : std::ranges::find(default_subnets_, zone, &Subnet::availability_zone);
  if (found == default_subnets_.end()) return refuse(errors::invalid_availability_zone(zone));
  if (is_gone(found->id)) return refuse(errors::no_default_subnet(found->availability_zone));
  const Subnet* changed = tables_->subnets.find(found->id);
  return changed != nullptr ? *changed : *found;
}

std::vector<Subnet> Catalogue::subnets() const {
  std::vector<Subnet> all;
  for (const Subnet& subnet : default_subnets_) {
    if (tables_->subnets.find(subnet.id) == nullptr && !is_gone(subnet.id)) all.push_back(subnet);
  }
  for (const auto& [id, subnet] : tables_->subnets.all()) all.push_back(subnet);
  std::ranges::sort(all, {}, &Subnet::id);
  return all;
}

std::vector<Vpc> Catalogue::vpcs() const {
  std::map<std::string, Vpc> all;
  if (!is_gone(default_vpc_id_)) {
    all[default_vpc_id_] = {
        .id = default_vpc_id_, .cidr = "172.31.0.0/16", .is_default = true, .dns_hostnames = true};
  }
  for (const auto& [id, subnet] : tables_->subnets.all()) {
    if (!subnet.adopted) continue;
    const std::size_t second_dot = subnet.cidr.find('.', subnet.cidr.find('.') + 1);
    all[subnet.vpc_id] = {.id = subnet.vpc_id,
                          .cidr = subnet.cidr.substr(0, second_dot) + ".0.0/16"};
  }
  for (const auto& [id, vpc] : tables_->vpcs.all()) all.insert_or_assign(id, vpc);
  std::vector<Vpc> vpcs;
  for (auto& [id, vpc] : all) vpcs.push_back(std::move(vpc));
  return vpcs;
}

Result<Vpc> Catalogue::vpc(const std::string& id) const {
  for (Vpc& vpc : vpcs()) {
    if (vpc.id == id) return std::move(vpc);
  }
  return refuse(errors::vpc_not_found({id}));
}

Result<SecurityGroup> Catalogue::security_group(const std::string& id) {
  if (!has_id_form(id, "sg-")) return refuse(errors::group_malformed(id));
  if (const SecurityGroup* group = tables_->groups.find(id)) return *group;
  if (is_gone(id)) return refuse(errors::group_not_found({id}));
  for (const Vpc& vpc : vpcs()) {
    SecurityGroup group = default_security_group(vpc.id);
    if (group.id == id) return group;
  }
  if (strict_ids_) return refuse(errors::group_not_found({id}));
  // DEVIATION: a security group that nobody made exists as soon as it is named, unless ids are
  // strict: where the subnets are that were named, as the two come together.
  const auto& subnets = tables_->subnets.all();
  return tables_->groups.put(
      id, {.id = id,
           .name = id,
           .description = "Adopted: named by a request.",
           .vpc_id = subnets.empty() ? default_vpc_id_ : subnets.begin()->second.vpc_id,
           .adopted = true});
}

Result<SecurityGroup> Catalogue::security_group_named(const std::string& name) {
  if (name == "default") return default_security_group(default_vpc_id_);
  for (const auto& [id, group] : tables_->groups.all()) {
    if (group.name == name && group.vpc_id == default_vpc_id_) return group;
  }
  if (strict_ids_ || name.empty()) {
    return refuse(errors::group_name_not_found(name, default_vpc_id_));
  }
  const std::string id = derived_id("sg-", name);
  return tables_->groups.put(id, {.id = id,
                                  .name = name,
                                  .description = "Adopted: named by a request.",
                                  .vpc_id = default_vpc_id_,
                                  .adopted = true});
}

SecurityGroup Catalogue::default_security_group(const std::string& vpc_id) const {
  const std::string id = derived_id("sg-", vpc_id);
  if (const SecurityGroup* changed = tables_->groups.find(id)) return *changed;
  return {
      .id = id, .name = "default", .description = "default VPC security group", .vpc_id = vpc_id};
}

std::vector<SecurityGroup> Catalogue::security_groups() const {
  std::vector<SecurityGroup> all;
  for (const Vpc& vpc : vpcs()) {
    const std::string id = derived_id("sg-", vpc.id);
    if (tables_->groups.find(id) == nullptr) all.push_back(default_security_group(vpc.id));
  }
  for (const auto& [id, group] : tables_->groups.all()) all.push_back(group);
  std::ranges::sort(all, {}, &SecurityGroup::id);
  return all;
}

void Catalogue::put_security_group(SecurityGroup group) {
  std::string id = group.id;
  tables_->groups.put(std::move(id), std::move(group));
}

void Catalogue::erase_security_group(const std::string& id) {
  tables_->groups.erase(id);
  forget(id);
}

/// "By default, a security group … allows all outbound traffic." "A default security group …
/// allows inbound traffic from all resources that are assigned to the security group".
/// Source: VPC User Guide, "Security group rules", "Default security groups for your VPCs".
std::vector<SecurityGroupRule> Catalogue::rules(const SecurityGroup& group) const {
  if (group.rules) return *group.rules;
  std::vector<SecurityGroupRule> rules;
  SecurityGroupRule& out = rules.emplace_back();
  out.id = derived_id("sgr-", group.id + "/egress");
  out.egress = true;
  out.cidr_ipv4 = "0.0.0.0/0";
  if (group.name != "default") return rules;
  SecurityGroupRule& in = rules.emplace_back();
  in.id = derived_id("sgr-", group.id + "/ingress");
  in.group_id = group.id;
  return rules;
}

void Catalogue::put_vpc(Vpc vpc) {
  std::string id = vpc.id;
  tables_->vpcs.put(std::move(id), std::move(vpc));
}

void Catalogue::erase_vpc(const std::string& id) {
  tables_->vpcs.erase(id);
  erase_security_group(derived_id("sg-", id));
  tables_->route_tables.erase(derived_id("rtb-", id));
  forget(id);
}

void Catalogue::put_subnet(Subnet subnet) {
  std::string id = subnet.id;
  tables_->subnets.put(std::move(id), std::move(subnet));
}

void Catalogue::erase_subnet(const std::string& id) {
  tables_->subnets.erase(id);
  forget(id);
}

void Catalogue::forget(const std::string& id) {
  // Which of so many is forgotten twice over matters to nobody.
  constexpr std::size_t gone_max = 10'000;
  if (tables_->gone.all().size() >= gone_max) {
    tables_->gone.erase(std::string{tables_->gone.all().begin()->first});
  }
  tables_->gone.put(id, {.at = world_.clock.now()});
  set_tags(id, {});
}

bool Catalogue::is_gone(std::string_view id) const {
  return tables_->gone.find(id) != nullptr;
}

}  // namespace spotdrill::ec2
