// The operations on networks and on what is in them, and on key pairs: records that Describes show
// and launches honour. One file each under operations/; operations.cpp has the table.
#pragma once

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

// Key pairs.
Result<api::ec2::KeyPair> create_key_pair(Ec2& ec2, const api::ec2::CreateKeyPairRequest& request);
Result<api::ec2::DeleteKeyPairResult> delete_key_pair(
    Ec2& ec2, const api::ec2::DeleteKeyPairRequest& request);
Result<api::ec2::ImportKeyPairResult> import_key_pair(
    Ec2& ec2, const api::ec2::ImportKeyPairRequest& request);

// Security groups.
Result<api::ec2::AuthorizeSecurityGroupEgressResult> authorize_security_group_egress(
    Ec2& ec2, const api::ec2::AuthorizeSecurityGroupEgressRequest& request);
Result<api::ec2::AuthorizeSecurityGroupIngressResult> authorize_security_group_ingress(
    Ec2& ec2, const api::ec2::AuthorizeSecurityGroupIngressRequest& request);
Result<api::ec2::CreateSecurityGroupResult> create_security_group(
    Ec2& ec2, const api::ec2::CreateSecurityGroupRequest& request);
Result<api::ec2::DeleteSecurityGroupResult> delete_security_group(
    Ec2& ec2, const api::ec2::DeleteSecurityGroupRequest& request);
Result<api::ec2::DescribeSecurityGroupRulesResult> describe_security_group_rules(
    Ec2& ec2, const api::ec2::DescribeSecurityGroupRulesRequest& request);
Result<api::ec2::RevokeSecurityGroupEgressResult> revoke_security_group_egress(
    Ec2& ec2, const api::ec2::RevokeSecurityGroupEgressRequest& request);
Result<api::ec2::RevokeSecurityGroupIngressResult> revoke_security_group_ingress(
    Ec2& ec2, const api::ec2::RevokeSecurityGroupIngressRequest& request);

// VPCs and subnets.
Result<api::ec2::CreateSubnetResult> create_subnet(Ec2& ec2,
                                                   const api::ec2::CreateSubnetRequest& request);
Result<api::ec2::CreateVpcResult> create_vpc(Ec2& ec2, const api::ec2::CreateVpcRequest& request);
Result<api::ec2::DeleteSubnetResult> delete_subnet(Ec2& ec2,
                                                   const api::ec2::DeleteSubnetRequest& request);
Result<api::ec2::DeleteVpcResult> delete_vpc(Ec2& ec2, const api::ec2::DeleteVpcRequest& request);
Result<api::ec2::DescribeNetworkAclsResult> describe_network_acls(
    Ec2& ec2, const api::ec2::DescribeNetworkAclsRequest& request);
Result<api::ec2::DescribeVpcAttributeResult> describe_vpc_attribute(
    Ec2& ec2, const api::ec2::DescribeVpcAttributeRequest& request);
Result<api::ec2::ModifySubnetAttributeResult> modify_subnet_attribute(
    Ec2& ec2, const api::ec2::ModifySubnetAttributeRequest& request);
Result<api::ec2::ModifyVpcAttributeResult> modify_vpc_attribute(
    Ec2& ec2, const api::ec2::ModifyVpcAttributeRequest& request);

// Route tables and internet gateways.
Result<api::ec2::AssociateRouteTableResult> associate_route_table(
    Ec2& ec2, const api::ec2::AssociateRouteTableRequest& request);
Result<api::ec2::AttachInternetGatewayResult> attach_internet_gateway(
    Ec2& ec2, const api::ec2::AttachInternetGatewayRequest& request);
Result<api::ec2::CreateInternetGatewayResult> create_internet_gateway(
    Ec2& ec2, const api::ec2::CreateInternetGatewayRequest& request);
Result<api::ec2::CreateRouteResult> create_route(Ec2& ec2,
                                                 const api::ec2::CreateRouteRequest& request);
Result<api::ec2::CreateRouteTableResult> create_route_table(
    Ec2& ec2, const api::ec2::CreateRouteTableRequest& request);
Result<api::ec2::DeleteInternetGatewayResult> delete_internet_gateway(
    Ec2& ec2, const api::ec2::DeleteInternetGatewayRequest& request);
Result<api::ec2::DeleteRouteResult> delete_route(Ec2& ec2,
                                                 const api::ec2::DeleteRouteRequest& request);
Result<api::ec2::DeleteRouteTableResult> delete_route_table(
    Ec2& ec2, const api::ec2::DeleteRouteTableRequest& request);
Result<api::ec2::DescribeInternetGatewaysResult> describe_internet_gateways(
    Ec2& ec2, const api::ec2::DescribeInternetGatewaysRequest& request);
Result<api::ec2::DescribeRouteTablesResult> describe_route_tables(
    Ec2& ec2, const api::ec2::DescribeRouteTablesRequest& request);
Result<api::ec2::DetachInternetGatewayResult> detach_internet_gateway(
    Ec2& ec2, const api::ec2::DetachInternetGatewayRequest& request);
Result<api::ec2::DisassociateRouteTableResult> disassociate_route_table(
    Ec2& ec2, const api::ec2::DisassociateRouteTableRequest& request);

// Network interfaces.
Result<api::ec2::CreateNetworkInterfaceResult> create_network_interface(
    Ec2& ec2, const api::ec2::CreateNetworkInterfaceRequest& request);
Result<api::ec2::DeleteNetworkInterfaceResult> delete_network_interface(
    Ec2& ec2, const api::ec2::DeleteNetworkInterfaceRequest& request);
Result<api::ec2::DescribeNetworkInterfacesResult> describe_network_interfaces(
    Ec2& ec2, const api::ec2::DescribeNetworkInterfacesRequest& request);

}  // namespace spotdrill::ec2
