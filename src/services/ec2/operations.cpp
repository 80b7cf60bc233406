#include "services/ec2/operations.hpp"

#include <array>

#include "services/ec2/describes.hpp"
#include "services/ec2/errors.hpp"
#include "services/ec2/instance_operations.hpp"
#include "services/ec2/launch_template_operations.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

using wire::operation;

constexpr std::array operations{
    operation<associate_iam_instance_profile>("AssociateIamInstanceProfile"),
    operation<associate_route_table>("AssociateRouteTable"),
    operation<attach_internet_gateway>("AttachInternetGateway"),
    operation<attach_volume>("AttachVolume"),
    operation<authorize_security_group_egress>("AuthorizeSecurityGroupEgress"),
    operation<authorize_security_group_ingress>("AuthorizeSecurityGroupIngress"),
    operation<cancel_spot_instance_requests>("CancelSpotInstanceRequests"),
    operation<create_internet_gateway>("CreateInternetGateway"),
    operation<create_key_pair>("CreateKeyPair"),
    operation<create_launch_template>("CreateLaunchTemplate"),
    operation<create_launch_template_version>("CreateLaunchTemplateVersion"),
    operation<create_network_interface>("CreateNetworkInterface"),
    operation<create_route>("CreateRoute"),
    operation<create_route_table>("CreateRouteTable"),
    operation<create_security_group>("CreateSecurityGroup"),
    operation<create_snapshot>("CreateSnapshot"),
    operation<create_subnet>("CreateSubnet"),
    operation<create_tags>("CreateTags"),
    operation<create_volume>("CreateVolume"),
    operation<create_vpc>("CreateVpc"),
    operation<delete_internet_gateway>("DeleteInternetGateway"),
    operation<delete_key_pair>("DeleteKeyPair"),
    operation<delete_launch_template>("DeleteLaunchTemplate"),
    operation<delete_launch_template_versions>("DeleteLaunchTemplateVersions"),
    operation<delete_network_interface>("DeleteNetworkInterface"),
    operation<delete_route>("DeleteRoute"),
    operation<delete_route_table>("DeleteRouteTable"),
    operation<delete_security_group>("DeleteSecurityGroup"),
    operation<delete_snapshot>("DeleteSnapshot"),
    operation<delete_subnet>("DeleteSubnet"),
    operation<delete_tags>("DeleteTags"),
    operation<delete_volume>("DeleteVolume"),
    operation<delete_vpc>("DeleteVpc"),
    operation<describe_account_attributes>("DescribeAccountAttributes"),
    operation<describe_availability_zones>("DescribeAvailabilityZones"),
    operation<describe_iam_instance_profile_associations>("DescribeIamInstanceProfileAssociations"),
    operation<describe_images>("DescribeImages"),
    operation<describe_instance_attribute>("DescribeInstanceAttribute"),
    operation<describe_instance_credit_specifications>("DescribeInstanceCreditSpecifications"),
    operation<describe_instance_status>("DescribeInstanceStatus"),
    operation<describe_instance_type_offerings>("DescribeInstanceTypeOfferings"),
    operation<describe_instance_types>("DescribeInstanceTypes"),
    operation<describe_instances>("DescribeInstances"),
    operation<describe_internet_gateways>("DescribeInternetGateways"),
    operation<describe_key_pairs>("DescribeKeyPairs"),
    operation<describe_launch_template_versions>("DescribeLaunchTemplateVersions"),
    operation<describe_launch_templates>("DescribeLaunchTemplates"),
    operation<describe_network_acls>("DescribeNetworkAcls"),
    operation<describe_network_interfaces>("DescribeNetworkInterfaces"),
    operation<describe_regions>("DescribeRegions"),
    operation<describe_route_tables>("DescribeRouteTables"),
    operation<describe_security_group_rules>("DescribeSecurityGroupRules"),
    operation<describe_security_groups>("DescribeSecurityGroups"),
    operation<describe_snapshots>("DescribeSnapshots"),
    operation<describe_spot_instance_requests>("DescribeSpotInstanceRequests"),
    operation<describe_spot_price_history>("DescribeSpotPriceHistory"),
    operation<describe_subnets>("DescribeSubnets"),
    operation<describe_tags>("DescribeTags"),
    operation<describe_volume_status>("DescribeVolumeStatus"),
    operation<describe_volumes>("DescribeVolumes"),
    operation<describe_volumes_modifications>("DescribeVolumesModifications"),
    operation<describe_vpc_attribute>("DescribeVpcAttribute"),
    operation<describe_vpcs>("DescribeVpcs"),
    operation<detach_internet_gateway>("DetachInternetGateway"),
    operation<detach_volume>("DetachVolume"),
    operation<disassociate_iam_instance_profile>("DisassociateIamInstanceProfile"),
    operation<disassociate_route_table>("DisassociateRouteTable"),
    operation<get_console_output>("GetConsoleOutput"),
    operation<get_launch_template_data>("GetLaunchTemplateData"),
    operation<get_spot_placement_scores>("GetSpotPlacementScores"),
    operation<import_key_pair>("ImportKeyPair"),
    operation<modify_instance_attribute>("ModifyInstanceAttribute"),
    operation<modify_instance_metadata_options>("ModifyInstanceMetadataOptions"),
    operation<modify_launch_template>("ModifyLaunchTemplate"),
    operation<modify_subnet_attribute>("ModifySubnetAttribute"),
    operation<modify_volume>("ModifyVolume"),
    operation<modify_vpc_attribute>("ModifyVpcAttribute"),
    operation<reboot_instances>("RebootInstances"),
    operation<replace_iam_instance_profile_association>("ReplaceIamInstanceProfileAssociation"),
    operation<request_spot_instances>("RequestSpotInstances"),
    operation<revoke_security_group_egress>("RevokeSecurityGroupEgress"),
    operation<revoke_security_group_ingress>("RevokeSecurityGroupIngress"),
    operation<run_instances>("RunInstances"),
    operation<start_instances>("StartInstances"),
    operation<stop_instances>("StopInstances"),
    operation<terminate_instances>("TerminateInstances"),
};

}  // namespace

std::optional<AwsError> precheck(const wire::Operation& called, const void* request) {
  const shape::Member* dry_run = shape::find_member(called.input(), "DryRun");
  if (dry_run == nullptr) return {};
  const void* value = dry_run->get(request);
  if (value == nullptr || !*static_cast<const bool*>(value)) return {};
  return errors::dry_run();
}

wire::Service make_service(Ec2Service& service) {
  wire::Service made;
  made.model = &api::ec2::service();
  made.operations = operations;
  made.state = [&service](const std::string& region) -> void* { return &service.at(region); };
  made.precheck = precheck;
  return made;
}

}  // namespace spotdrill::ec2
