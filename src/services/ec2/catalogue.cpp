#include "services/ec2/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/cidr.hpp"
#include "services/ec2/default_images.hpp"

namespace spotdrill::ec2 {
namespace {

struct TagSet {
  Tags tags;
};
BOOST_DESCRIBE_STRUCT(TagSet, (), (tags))

constexpr std::string_view public_parameter = "resolve:ssm:";

/// "ami-" and 8 or 17 hexadecimal digits.
bool has_id_form(std::string_view id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return false;
  id.remove_prefix(prefix.size());
  return (id.size() == 8 || id.size() == 17) && std::ranges::all_of(id, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::uint64_t mixed(std::uint64_t value) {  // splitmix64
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = seed;
  for (const char c : text) hash = mixed(hash ^ static_cast<unsigned char>(c));
  return hash;
}

}  // namespace

struct Catalogue::Tables {
  Tables(Store& store, const std::string& region)
      : images(store, "ec2-image", region),
        subnets(store, "ec2-subnet", region),
        groups(store, "ec2-security-group", region),
        key_pairs(store, "ec2-key-pair", region),
        tags(store, "ec2-tags", region) {}

  Table<Image> images;
  Table<Subnet> subnets;
  Table<SecurityGroup> groups;
  Table<KeyPair> key_pairs;
  Table<TagSet> tags;
};

struct Catalogue::Addresses {
  struct Taken {
    std::set<std::uint32_t> addresses;
    std::uint32_t next = 0;  ///< Behind the one that was given last.
  };
  std::map<std::string, Taken, std::less<>> subnets;
};

Catalogue::Catalogue(World& world, Place place, bool strict_ids)
    : world_(world),
      place_(std::move(place)),
      strict_ids_(strict_ids),
      zones_(zones_of(place_.region)),
      tables_(std::make_unique<Tables>(world.store, place_.region)),
      addresses_(std::make_unique<Addresses>()) {
  make_defaults();
}

Catalogue::~Catalogue() = default;

std::string derived_id(const Place& place, std::string_view prefix, std::string_view what) {
  const std::string text = fmt::format("{}/{}/{}{}", place.account, place.region, prefix, what);
  return fmt::format("{}0{:016x}", prefix, hash_of(text, 0x5907D411U));
}

void Catalogue::make_defaults() {
  default_vpc_id_ = derived_id("vpc-", "default");
  // "A default subnet … is a public subnet … a size /20 default subnet in each Availability Zone."
  // Source: VPC User Guide, "Default VPC components".
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    default_subnets_.push_back({.id = derived_id("subnet-", zones_[i].name),
                                .vpc_id = default_vpc_id_,
                                .availability_zone = zones_[i].name,
                                .availability_zone_id = zones_[i].id,
                                .cidr = fmt::format("172.31.{}.0/20", i * 16),
                                .default_for_zone = true,
                                .map_public_ip = true});
  }
  for (const DefaultImage& image : default_images()) {
    default_images_.push_back({.id = derived_id("ami-", image.what),
                               .name = std::string{image.name},
                               .description = std::string{image.description},
                               .owner_id = std::string{image.owner_id},
                               .owner_alias = std::string{image.owner_alias},
                               .architecture = std::string{image.architecture},
                               .root_device_name = std::string{image.root_device_name},
                               .creation_date = std::string{image.created},
                               .imds_v2_only = image.imds_v2_only});
  }
}

// Images -----------------------------------------------------------------------------------------

Result<Image> Catalogue::image(const std::string& id) {
  if (id.starts_with(public_parameter)) {
    const std::string_view name = std::string_view{id}.substr(public_parameter.size());
    for (std::size_t i = 0; i < default_images_.size(); ++i) {
      if (default_images()[i].what == name) return default_images_[i];
    }
    return refuse(errors::unknown_public_parameter(name));
  }
  if (!has_id_form(id, "ami-")) return refuse(errors::image_malformed(id));
  const auto known = std::ranges::find(default_images_, id, &Image::id);
  if (known != default_images_.end()) return *known;
  if (const Image* image = tables_->images.find(id)) return *image;
  if (strict_ids_) return refuse(errors::image_not_found({id}));
  // DEVIATION: an image that nobody registered exists as soon as it is named, unless ids are
  // strict. It looks like an Amazon Linux image.
  return tables_->images.put(id, {.id = id,
                                  .name = id,
                                  .description = "Adopted: named by a request.",
                                  .owner_id = place_.account,
                                  .architecture = "x86_64",
                                  .creation_date = default_images_.front().creation_date,
                                  .adopted = true});
}

std::vector<Image> Catalogue::images() const {
  std::vector<Image> all = default_images_;
  for (const auto& [id, image] : tables_->images.all()) all.push_back(image);
  std::ranges::sort(all, {}, &Image::id);
  return all;
}

// Networks ---------------------------------------------------------------------------------------

Result<Subnet> Catalogue::subnet(const std::string& id) {
  const auto known = std::ranges::find(default_subnets_, id, &Subnet::id);
  if (known != default_subnets_.end()) return *known;
  if (const Subnet* subnet = tables_->subnets.find(id)) return *subnet;
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
  if (zone.empty()) return default_subnets_.front();
  const auto found = std::ranges::find(default_subnets_, zone, &Subnet::availability_zone);
  if (found == default_subnets_.end()) return refuse(errors::invalid_availability_zone(zone));
  return *found;
}

std::vector<Subnet> Catalogue::subnets() const {
  std::vector<Subnet> all = default_subnets_;
  for (const auto& [id, subnet] : tables_->subnets.all()) all.push_back(subnet);
  std::ranges::sort(all, {}, &Subnet::id);
  return all;
}

std::vector<Vpc> Catalogue::vpcs() const {
  std::map<std::string, Vpc> all;
  all[default_vpc_id_] = {default_vpc_id_, "172.31.0.0/16", true};
  for (const auto& [id, subnet] : tables_->subnets.all()) {
    const std::size_t second_dot = subnet.cidr.find('.', subnet.cidr.find('.') + 1);
    all[subnet.vpc_id] = {subnet.vpc_id, subnet.cidr.substr(0, second_dot) + ".0.0/16"};
  }
  std::vector<Vpc> vpcs;
  for (auto& [id, vpc] : all) vpcs.push_back(std::move(vpc));
  return vpcs;
}

Result<SecurityGroup> Catalogue::security_group(const std::string& id) {
  if (!has_id_form(id, "sg-")) return refuse(errors::group_malformed(id));
  for (const Vpc& vpc : vpcs()) {
    SecurityGroup group = default_security_group(vpc.id);
    if (group.id == id) return group;
  }
  if (const SecurityGroup* group = tables_->groups.find(id)) return *group;
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

SecurityGroup Catalogue::default_security_group(const std::string& vpc_id) {
  return {.id = derived_id("sg-", vpc_id),
          .name = "default",
          .description = "default VPC security group",
          .vpc_id = vpc_id};
}

std::vector<SecurityGroup> Catalogue::security_groups() const {
  std::vector<SecurityGroup> all;
  for (const Vpc& vpc : vpcs()) {
    all.push_back({.id = derived_id("sg-", vpc.id),
                   .name = "default",
                   .description = "default VPC security group",
                   .vpc_id = vpc.id});
  }
  for (const auto& [id, group] : tables_->groups.all()) all.push_back(group);
  std::ranges::sort(all, {}, &SecurityGroup::id);
  return all;
}

const std::vector<AvailabilityZone>& Catalogue::zones() const {
  return zones_;
}

const std::string& Catalogue::default_vpc_id() const {
  return default_vpc_id_;
}

// Instance types and key pairs -------------------------------------------------------------------

Result<InstanceType> Catalogue::instance_type(const std::string& name) const {
  if (const InstanceTypeFacts* facts = find_instance_type_facts(name))
    return instance_type_of(*facts);
  if (!strict_ids_) {
    if (auto made = instance_type_of_name(name)) return std::move(*made);
  }
  return refuse(errors::invalid_instance_type(name));
}

std::vector<InstanceType> Catalogue::instance_types() const {
  std::vector<InstanceType> all;
  for (const InstanceTypeFacts& facts : instance_type_facts())
    all.push_back(instance_type_of(facts));
  return all;
}

Result<std::string> Catalogue::key_pair(const std::string& name) {
  if (tables_->key_pairs.find(name) != nullptr) return name;
  if (strict_ids_ || name.empty()) return refuse(errors::key_pair_not_found(name));
  // DEVIATION: a key pair that nobody made exists as soon as it is named, unless ids are strict.
  std::string fingerprint;
  for (std::uint64_t i = 0; i < 20; ++i) {
    fingerprint += fmt::format("{}{:02x}", i == 0 ? "" : ":", hash_of(name, i) & 0xFFU);
  }
  tables_->key_pairs.put(name,
                         {.name = name,
                          .id = derived_id("key-", name),
                          .fingerprint = std::move(fingerprint),
                          .created = std::chrono::floor<std::chrono::seconds>(world_.clock.now())});
  return name;
}

std::vector<KeyPair> Catalogue::key_pairs() const {
  std::vector<KeyPair> all;
  for (const auto& [name, pair] : tables_->key_pairs.all()) all.push_back(pair);
  return all;
}

// Addresses --------------------------------------------------------------------------------------

Result<std::string> Catalogue::allocate_ip(const Subnet& subnet, const std::string& wanted) {
  const std::optional<Cidr> range = parse_cidr(subnet.cidr);
  ASSERT(range.has_value());
  Addresses::Taken& taken = addresses_->subnets[subnet.id];
  if (!wanted.empty()) {
    const std::optional<std::uint32_t> address = parse_ipv4(wanted);
    if (!address || !range->contains(*address)) {
      return refuse(errors::address_outside_subnet(wanted));
    }
    if (!range->usable(*address)) return refuse(errors::address_reserved(wanted));
    if (!taken.addresses.insert(*address).second) return refuse(errors::address_in_use(wanted));
    return wanted;
  }
  const auto free_from = [&](std::uint32_t candidate) {
    while (candidate <= range->last_usable() && taken.addresses.contains(candidate)) ++candidate;
    return candidate;
  };
  // The address of an instance that has ended is given again as late as can be: what it left
  // behind with its address in it is not its replacement's.
  std::uint32_t chosen = free_from(std::max(taken.next, range->first_usable()));
  if (chosen > range->last_usable()) chosen = free_from(range->first_usable());
  if (chosen > range->last_usable()) return refuse(errors::subnet_full(subnet.id));
  taken.addresses.insert(chosen);
  taken.next = chosen + 1;
  return format_ipv4(chosen);
}

void Catalogue::occupy_ip(const std::string& subnet_id, const std::string& ip) {
  const auto address = parse_ipv4(ip);
  if (!address) return;
  Addresses::Taken& taken = addresses_->subnets[subnet_id];
  taken.addresses.insert(*address);
  taken.next = std::max(taken.next, *address + 1);
}

void Catalogue::release_ip(const std::string& subnet_id, const std::string& ip) {
  const auto address = parse_ipv4(ip);
  const auto found = addresses_->subnets.find(subnet_id);
  if (!address || found == addresses_->subnets.end()) return;
  found->second.addresses.erase(*address);
}

std::int32_t Catalogue::free_ips(const Subnet& subnet) const {
  const std::optional<Cidr> range = parse_cidr(subnet.cidr);
  ASSERT(range.has_value());
  const auto taken = addresses_->subnets.find(subnet.id);
  const std::size_t used = taken == addresses_->subnets.end() ? 0 : taken->second.addresses.size();
  return static_cast<std::int32_t>(range->last_usable() - range->first_usable() + 1 - used);
}

// Tags -------------------------------------------------------------------------------------------

const Tags& Catalogue::tags(std::string_view resource_id) const {
  static const Tags none;
  const TagSet* set = tables_->tags.find(resource_id);
  return set == nullptr ? none : set->tags;
}

void Catalogue::set_tags(const std::string& resource_id, Tags tags) {
  if (tags.empty()) {
    tables_->tags.erase(resource_id);
  } else {
    tables_->tags.put(resource_id, {std::move(tags)});
  }
}

std::vector<std::string> Catalogue::tagged() const {
  std::vector<std::string> ids;
  for (const auto& [id, set] : tables_->tags.all()) ids.push_back(id);
  return ids;
}

}  // namespace spotdrill::ec2
