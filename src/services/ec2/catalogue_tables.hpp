// What the catalogue keeps. For the catalogue's own sources only.
#pragma once

#include <map>
#include <set>

#include "services/ec2/catalogue.hpp"

namespace spotdrill::ec2 {

struct TagSet {
  Tags tags;
};
BOOST_DESCRIBE_STRUCT(TagSet, (), (tags))

struct Catalogue::Tables {
  Tables(Store& store, const std::string& region)
      : images(store, "ec2-image", region),
        subnets(store, "ec2-subnet", region),
        groups(store, "ec2-security-group", region),
        key_pairs(store, "ec2-key-pair", region),
        tags(store, "ec2-tags", region),
        vpcs(store, "ec2-vpc", region),
        route_tables(store, "ec2-route-table", region),
        gateways(store, "ec2-internet-gateway", region),
        interfaces(store, "ec2-network-interface", region),
        launch_templates(store, "ec2-launch-template", region),
        gone(store, "ec2-gone", region) {}

  Table<Image> images;
  Table<Subnet> subnets;
  Table<SecurityGroup> groups;
  Table<KeyPair> key_pairs;
  Table<TagSet> tags;
  Table<Vpc> vpcs;
  Table<RouteTable> route_tables;
  Table<InternetGateway> gateways;
  Table<NetworkInterface> interfaces;
  Table<LaunchTemplate> launch_templates;
  Table<Gone> gone;
};

struct Catalogue::Addresses {
  struct Taken {
    std::set<std::uint32_t> addresses;
    std::uint32_t next = 0;  ///< Behind the one that was given last.
  };
  std::map<std::string, Taken, std::less<>> subnets;
};

}  // namespace spotdrill::ec2
