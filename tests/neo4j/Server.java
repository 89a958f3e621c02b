import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Neo4j Community on a loopback port, until its standard input ends: java -cp 'jars/*' Server.java HOME PORT [CONF]. */
public class Server {
    public static void main(String[] args) throws Exception {
        DatabaseManagementServiceBuilder builder = new DatabaseManagementServiceBuilder(Path.of(args[0]));
        if (args.length > 2) {
            builder.loadPropertiesFromFile(Path.of(args[2]));
        }
        DatabaseManagementService service =
                builder
                        .setConfig(BoltConnector.enabled, true)
                        .setConfig(
                                BoltConnector.listen_address,
                                new SocketAddress("127.0.0.1", Integer.parseInt(args[1])))
                        .setConfig(GraphDatabaseSettings.auth_enabled, true)
                        .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        System.out.println("ready");
        // The parent keeps the other end open: when it goes, however it goes, this server goes too.
        while (System.in.read() >= 0) {}
        System.exit(0);
    }
}
