// Route tables, internet gateways and network interfaces: those that operations made or changed,
// and the defaults that VPCs have.
#include <algorithm>

#include "services/ec2/catalogue_tables.hpp"
#include "services/ec2/cidr.hpp"

namespace spotdrill::ec2 {

/// "When you create a VPC, it automatically has a main route table." The default VPC's leads to its
/// internet gateway. Source: VPC User Guide, "Configure route tables", "Default VPC components".
std::vector<RouteTable> Catalogue::route_tables() const {
  std::vector<RouteTable> all;
  for (const Vpc& vpc : vpcs()) {
    RouteTable main;
    main.id = derived_id("rtb-", vpc.id);
    if (tables_->route_tables.find(main.id) != nullptr) continue;
    main.vpc_id = vpc.id;
    main.main_association_id = derived_id("rtbassoc-", vpc.id);
    if (vpc.is_default) {
      Route& out = main.routes.emplace_back();
      out.destination = "0.0.0.0/0";
      out.gateway_id = derived_id("igw-", vpc.id);
    }
    all.push_back(std::move(main));
  }
  for (const auto& [id, table] : tables_->route_tables.all()) all.push_back(table);
  std::ranges::sort(all, {}, &RouteTable::id);
  return all;
}

void Catalogue::put_route_table(RouteTable table) {
  std::string id = table.id;
  tables_->route_tables.put(std::move(id), std::move(table));
}

void Catalogue::erase_route_table(const std::string& id) {
  tables_->route_tables.erase(id);
  set_tags(id, {});
}

std::vector<InternetGateway> Catalogue::internet_gateways() const {
  std::vector<InternetGateway> all;
  const std::string of_default = derived_id("igw-", default_vpc_id_);
  const bool changed = tables_->gateways.find(of_default) != nullptr;
  if (!changed && !is_gone(of_default) && !is_gone(default_vpc_id_)) {
    all.push_back({.id = of_default, .vpc_id = default_vpc_id_});
  }
  for (const auto& [id, gateway] : tables_->gateways.all()) all.push_back(gateway);
  std::ranges::sort(all, {}, &InternetGateway::id);
  return all;
}

void Catalogue::put_internet_gateway(InternetGateway gateway) {
  std::string id = gateway.id;
  tables_->gateways.put(std::move(id), std::move(gateway));
}

void Catalogue::erase_internet_gateway(const std::string& id) {
  tables_->gateways.erase(id);
  forget(id);
}

std::vector<NetworkInterface> Catalogue::network_interfaces() const {
  std::vector<NetworkInterface> all;
  for (const auto& [id, interface] : tables_->interfaces.all()) all.push_back(interface);
  return all;
}

const NetworkInterface* Catalogue::find_network_interface(std::string_view id) const {
  return tables_->interfaces.find(id);
}

void Catalogue::put_network_interface(NetworkInterface interface) {
  std::string id = interface.id;
  tables_->interfaces.put(std::move(id), std::move(interface));
}

void Catalogue::erase_network_interface(const std::string& id) {
  if (const NetworkInterface* known = find_network_interface(id)) {
    release_ip(known->subnet_id, known->private_ip);
  }
  tables_->interfaces.erase(id);
  set_tags(id, {});
}

}  // namespace spotdrill::ec2
