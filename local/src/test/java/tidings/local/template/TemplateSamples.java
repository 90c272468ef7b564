package tidings.local.template;

/** A template that has a little of everything that is read. */
final class TemplateSamples {
  static final String ALL =
      """
      Globals:
        Function:
          Runtime: java25
          Timeout: 20
          Environment: {Variables: {COLOUR: red, SHAPE: round}}
      Parameters:
        Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
        Origins: {Type: CommaDelimitedList, Default: "a, b"}
        Hours: {Type: Number, Default: 24, MinValue: 1, MaxValue: 48}
      Mappings:
        Sizes: {dev: {Small: one, Big: two}}
      Conditions:
        IsDev: !Equals [!Ref Stage, dev]
        IsProd: !Equals [!Ref Stage, prod]
        Neither: !And [!Not [!Condition IsDev], !Not [!Condition IsProd]]
        Either: !Or [!Condition IsDev, !Condition IsProd]
      Resources:
        Api:
          Type: AWS::Serverless::HttpApi
          Properties:
            StageName: $default
            CorsConfiguration: {AllowOrigins: ["https://app.example"]}
            DefaultRouteSettings: {ThrottlingRateLimit: 5, ThrottlingBurstLimit: 7}
            RouteSettings:
              "GET /things/{id}": {ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2}
            Auth:
              Authorizers:
                Gate:
                  FunctionArn: !Ref Gate.Alias
                  AuthorizerPayloadFormatVersion: "2.0"
                  EnableSimpleResponses: true
                  Identity: {Headers: [x-key], ReauthorizeEvery: 0}
        Worker:
          Type: AWS::Serverless::Function
          Properties:
            Handler: tidings.example.Worker
            Role: !GetAtt Role.Arn
            Environment: {Variables: {COLOUR: blue}}
            Events:
              Things: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: "/things/{id}"}}
              Work: {Type: SQS, Properties: {Queue: !GetAtt Work.Arn, BatchSize: 3}}
              Daily: {Type: Schedule, Properties: {Schedule: rate(1 day), Input: '{}'}}
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument: {}
            Policies:
              - PolicyName: work
                PolicyDocument:
                  Version: "2012-10-17"
                  Statement: [{Effect: Allow, Action: "sqs:*", Resource: !GetAtt Work.Arn}]
        Work:
          Type: AWS::SQS::Queue
          Properties: {VisibilityTimeout: 60}
        Table:
          Type: AWS::DynamoDB::Table
          Properties:
            AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
            KeySchema: [{AttributeName: pk, KeyType: HASH}]
            OnDemandThroughput: {MaxReadRequestUnits: 9}
        Gate:
          Type: AWS::Serverless::Function
          Properties:
            Handler: tidings.example.Gate
            Role: !GetAtt Role.Arn
            AutoPublishAlias: live
            SnapStart: {ApplyOn: PublishedVersions}
            DeploymentPreference: {Type: Canary10Percent5Minutes, Alarms: [!Ref Slow]}
        Slow:
          Type: AWS::CloudWatch::Alarm
          Properties: {Dimensions: [{Name: FunctionName, Value: !Ref Gate}]}
        Bucket:
          Type: AWS::S3::Bucket
        Secret:
          Type: AWS::SecretsManager::Secret
          Properties:
            GenerateSecretString: {SecretStringTemplate: "{}", GenerateStringKey: key}
      Outputs:
        Names:
          Value: !Join ["+", !Ref Origins]
        Address:
          Condition: IsDev
          Value: !Sub "${Work.QueueName}-${Stage}"
        Second:
          Value: !Select [1, !Split [":", "x:y:z"]]
        Chosen:
          Value: !If [Neither, a, !FindInMap [Sizes, !Ref Stage, Big]]
      """;

  private TemplateSamples() {}
}
