// The private addresses of subnets: handed out, taken, given back.
#include <algorithm>

#include "base/assert.hpp"
#include "services/ec2/catalogue_errors.hpp"
#include "services/ec2/catalogue_tables.hpp"
#include "services/ec2/cidr.hpp"

namespace spotdrill::ec2 {

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

}  // namespace spotdrill::ec2
