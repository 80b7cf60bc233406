#include "services/ec2/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/catalogue_tables.hpp"
#include "services/ec2/cidr.hpp"
#include "services/ec2/default_images.hpp"

namespace spotdrill::ec2 {
namespace {

constexpr std::string_view public_parameter = "resolve:ssm:";

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

Catalogue::Catalogue(World& world, Place place, bool strict_ids)
    : world_(world),
      place_(std::move(place)),
      strict_ids_(strict_ids),
      zones_(zones_of(place_.region)),
      tables_(std::make_unique<Tables>(world.store, place_.region)),
      addresses_(std::make_unique<Addresses>()) {
  make_defaults();
  for (const auto& [id, interface] : tables_->interfaces.all()) {
    occupy_ip(interface.subnet_id, interface.private_ip);
  }
}

Catalogue::~Catalogue() = default;

std::string derived_id(const Place& place, std::string_view prefix, std::string_view what) {
  const std::string text = fmt::format("{}/{}/{}{}", place.account, place.region, prefix, what);
  return fmt::format("{}0{:016x}", prefix, hash_of(text, 0x5907D411U));
}

bool has_id_form(std::string_view id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return false;
  id.remove_prefix(prefix.size());
  return (id.size() == 8 || id.size() == 17) && std::ranges::all_of(id, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
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
    std::string_view name = std::string_view{id}.substr(public_parameter.size());
    for (const ImageAlias& alias : image_aliases()) {
      if (alias.name == name) name = alias.what;
    }
    for (std::size_t i = 0; i < default_images_.size(); ++i) {
      if (default_images()[i].what == name) return default_images_[i];
    }
    return refuse(errors::unknown_public_parameter(name));
  }
  if (!has_id_form(id, "ami-")) return refuse(errors::image_malformed(id));
  if (const Image* known = find_image(id)) return *known;
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

const Image* Catalogue::find_image(std::string_view id) const {
  const auto known = std::ranges::find(default_images_, id, &Image::id);
  return known != default_images_.end() ? &*known : tables_->images.find(id);
}

std::vector<Image> Catalogue::images() const {
  std::vector<Image> all = default_images_;
  for (const auto& [id, image] : tables_->images.all()) all.push_back(image);
  std::ranges::sort(all, {}, &Image::id);
  return all;
}

const std::vector<AvailabilityZone>& Catalogue::zones() const {
  return zones_;
}

const AvailabilityZone* Catalogue::find_zone(const std::optional<std::string>& name,
                                             const std::optional<std::string>& id) const {
  const auto found = std::ranges::find_if(zones_, [&](const AvailabilityZone& zone) {
    return name.value_or(zone.name) == zone.name && id.value_or(zone.id) == zone.id;
  });
  return found == zones_.end() ? nullptr : &*found;
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

Result<KeyPair> Catalogue::key_pair(const std::string& name) {
  if (const KeyPair* known = find_key_pair(name)) return *known;
  if (strict_ids_ || name.empty() || is_gone("key-pair/" + name))
    return refuse(errors::key_pair_not_found(name));
  // DEVIATION: a key pair that nobody made exists as soon as it is named, unless ids are strict. It
  // has no key.
  std::string fingerprint;
  for (std::uint64_t i = 0; i < 20; ++i) {
    fingerprint += fmt::format("{}{:02x}", i == 0 ? "" : ":", hash_of(name, i) & 0xFFU);
  }
  KeyPair pair;
  pair.name = name;
  pair.id = derived_id("key-", name);
  pair.fingerprint = std::move(fingerprint);
  pair.created = std::chrono::floor<std::chrono::seconds>(world_.clock.now());
  return tables_->key_pairs.put(name, std::move(pair));
}

const KeyPair* Catalogue::find_key_pair(std::string_view name) const {
  return tables_->key_pairs.find(name);
}

void Catalogue::put_key_pair(KeyPair pair) {
  std::string name = pair.name;
  tables_->key_pairs.put(std::move(name), std::move(pair));
}

void Catalogue::erase_key_pair(std::string_view name) {
  if (tables_->key_pairs.erase(name)) forget("key-pair/" + std::string{name});
}

std::vector<KeyPair> Catalogue::key_pairs() const {
  std::vector<KeyPair> all;
  for (const auto& [name, pair] : tables_->key_pairs.all()) all.push_back(pair);
  return all;
}

const Table<LaunchTemplate>::Map& Catalogue::launch_templates() const {
  return tables_->launch_templates.all();
}

void Catalogue::put_launch_template(LaunchTemplate launch_template) {
  const std::string id = launch_template.id;
  tables_->launch_templates.put(id, std::move(launch_template));
}

void Catalogue::erase_launch_template(const std::string& id) {
  tables_->launch_templates.erase(id);
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
